package io.github.permissionscopes.it.support.server;

import io.github.permissionscopes.faults.FaultsResourceFactory;
import io.github.permissionscopes.faults.FaultyDatastoreFactory;
import io.github.permissionscopes.faults.FaultyRealmCacheFactory;
import io.github.permissionscopes.faults.TryingGrantFactory;
import io.github.permissionscopes.flood.FloodResourceFactory;
import io.github.permissionscopes.rivals.RivalCibaFactory;
import io.github.permissionscopes.rivals.RivalClientCredentialsFactory;
import io.github.permissionscopes.rivals.RivalClientPolicyManagerFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.keycloak.models.cache.CacheRealmProviderFactory;
import org.keycloak.protocol.oidc.grants.OAuth2GrantTypeFactory;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.services.clientpolicy.ClientPolicyManagerFactory;
import org.keycloak.services.resource.RealmResourceProviderFactory;
import org.keycloak.storage.DatastoreProviderFactory;

/** The JARs with which a standalone server gets the tests' own extensions. */
public final class ExtensionJars {

    private static final Map<String, Path> PROVIDERS = new ConcurrentHashMap<>();

    private ExtensionJars() {}

    /** @return a JAR with the providers of {@code io.github.permissionscopes.faults} */
    public static Path faults() {
        return providers(
                "faults",
                Map.of(
                        FaultyDatastoreFactory.class, DatastoreProviderFactory.class,
                        FaultyRealmCacheFactory.class, CacheRealmProviderFactory.class,
                        FaultsResourceFactory.class, RealmResourceProviderFactory.class,
                        TryingGrantFactory.class, OAuth2GrantTypeFactory.class));
    }

    /** @return an extension that replaces grant types */
    public static Path rivalGrants() {
        return providers(
                "rival-grants",
                Map.of(
                        RivalClientCredentialsFactory.class, OAuth2GrantTypeFactory.class,
                        RivalCibaFactory.class, OAuth2GrantTypeFactory.class));
    }

    /** @return an extension that replaces the client policies' manager */
    public static Path rivalPolicies() {
        return providers(
                "rival-policies", Map.of(RivalClientPolicyManagerFactory.class, ClientPolicyManagerFactory.class));
    }

    /** @return an extension that fills the event store */
    public static Path flood() {
        return providers("flood", Map.of(FloodResourceFactory.class, RealmResourceProviderFactory.class));
    }

    /** Written once: the server is built again for a JAR with another time. */
    private static Path providers(String name, Map<Class<? extends ProviderFactory<?>>, Class<?>> services) {
        return PROVIDERS.computeIfAbsent(
                name,
                unused -> ProviderJar.write(
                        TestServers.built("permissionScopes.server").resolveSibling(name + ".jar"), services));
    }
}
