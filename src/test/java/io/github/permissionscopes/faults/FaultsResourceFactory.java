package io.github.permissionscopes.faults;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** {@code /realms/<realm>/faults}, where a test orders its fault. */
public final class FaultsResourceFactory implements RealmResourceProviderFactory {

    @Override
    public String getId() {
        return "faults";
    }

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        FaultsResource resource = new FaultsResource(session);
        return new RealmResourceProvider() {
            @Override
            public Object getResource() {
                return resource;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
