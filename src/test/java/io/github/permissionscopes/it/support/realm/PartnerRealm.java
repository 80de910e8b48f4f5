package io.github.permissionscopes.it.support.realm;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.support.admin.RealmAdmin;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.IdentityProviderMapperRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.testframework.realm.ClientBuilder;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.RealmConfig;

/** A second realm of the test server, which is the identity provider of the tested one. It has no switch. */
public final class PartnerRealm implements RealmConfig {

    /** The identity provider in the tested realm, and its client here. */
    public static final String ALIAS = "partner";

    /** Known to the partner only, until she logs in. */
    public static final String USER = "bella";

    @Override
    public RealmBuilder configure(RealmBuilder realm) {
        return realm.users(DemoRealm.user(USER))
                .clients(ClientBuilder.create(ALIAS)
                        .secret(DemoRealm.SECRET)
                        .redirectUris("*")
                        .directAccessGrantsEnabled(true));
    }

    /**
     * Makes the partner an identity provider of the realm. Whoever comes from there gets the permission {@code
     * read:contacts} and no other, and {@code delete:contacts} is for those who have both: Keycloak's own check would
     * be content with one.
     */
    public static void connect(
            RealmResource realm, String partnerUrl, Consumer<IdentityProviderRepresentation> further) {
        RealmAdmin admin = new RealmAdmin(realm);
        admin.map(DemoRealm.DELETE_CONTACTS, DemoRealm.CONTACTS_API, DemoRealm.READ_CONTACTS);
        admin.scopes().setAttribute(DemoRealm.DELETE_CONTACTS, PermissionScopes.MATCH, "all");
        IdentityProviderRepresentation provider = identityProvider(partnerUrl);
        further.accept(provider);
        realm.identityProviders().create(provider).close();
        addRole(realm, DemoRealm.CONTACTS_API + "." + DemoRealm.READ_CONTACTS);
    }

    /** The same, until the end of the test. */
    public static void connect(
            ManagedRealm realm, ManagedRealm partner, Consumer<IdentityProviderRepresentation> further) {
        connect(realm.admin(), partner.getBaseUrl(), further);
        realm.cleanup().add(PartnerRealm::disconnect);
    }

    /** Back to a realm that has never heard of the partner and its user. */
    public static void disconnect(RealmResource realm) {
        // First the user: Keycloak would find her links in its cache otherwise.
        realm.users()
                .searchByUsername(USER, true)
                .forEach(user -> realm.users().delete(user.getId()).close());
        realm.identityProviders().get(ALIAS).remove();
    }

    /** Whoever comes from the partner gets this role too, at every login. */
    public static void addRole(RealmResource realm, String role) {
        IdentityProviderMapperRepresentation mapper = new IdentityProviderMapperRepresentation();
        mapper.setName(role);
        mapper.setIdentityProviderAlias(ALIAS);
        mapper.setIdentityProviderMapper("oidc-hardcoded-role-idp-mapper");
        mapper.setConfig(Map.of("role", role, "syncMode", "FORCE"));
        realm.identityProviders().get(ALIAS).addMapper(mapper).close();
    }

    private static IdentityProviderRepresentation identityProvider(String url) {
        String endpoints = url + "/protocol/openid-connect/";
        IdentityProviderRepresentation provider = new IdentityProviderRepresentation();
        provider.setAlias(ALIAS);
        provider.setProviderId("oidc");
        provider.setEnabled(true);
        provider.setTrustEmail(true);
        provider.setConfig(new LinkedHashMap<>(Map.of(
                "clientId",
                ALIAS,
                "clientSecret",
                DemoRealm.SECRET,
                "issuer",
                url,
                "authorizationUrl",
                endpoints + "auth",
                "tokenUrl",
                endpoints + "token",
                "userInfoUrl",
                endpoints + "userinfo",
                "jwksUrl",
                endpoints + "certs",
                "useJwksUrl",
                "true",
                "validateSignature",
                "true",
                "defaultScope",
                "openid profile email")));
        return provider;
    }
}
