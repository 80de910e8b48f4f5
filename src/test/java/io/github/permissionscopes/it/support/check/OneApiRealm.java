package io.github.permissionscopes.it.support.check;

import static io.github.permissionscopes.it.support.check.OneApi.CORA;
import static io.github.permissionscopes.it.support.check.OneApi.CRM_API;
import static io.github.permissionscopes.it.support.check.OneApi.DORA;
import static io.github.permissionscopes.it.support.check.OneApi.ISSUER;
import static io.github.permissionscopes.it.support.check.OneApi.SERVICE;
import static io.github.permissionscopes.it.support.check.OneApi.SUITE;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.support.client.EveryGrantClient;
import java.util.List;
import org.keycloak.testframework.realm.ClientBuilder;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.RoleBuilder;
import org.keycloak.testframework.realm.UserBuilder;

/**
 * What the realms of {@link OneApi} add to the test realm: one more API, clients of several APIs, and who holds what.
 */
final class OneApiRealm {

    private OneApiRealm() {}

    static RealmBuilder withSuites(RealmBuilder realm) {
        realm.clients(
                ClientBuilder.create(CRM_API)
                        .bearerOnly(true)
                        .secret(DemoRealm.SECRET)
                        .attribute("resource_url", "https://crm-api.example"),
                suite(SUITE),
                suite(SERVICE).publicClient(false).secret(DemoRealm.SECRET).serviceAccountsEnabled(true));
        realm.build().getClients().stream()
                .filter(client -> client.getClientId().equals(SUITE))
                .forEach(client -> client.setImplicitFlowEnabled(true));
        realm.clientRoles(CRM_API, RoleBuilder.create(DemoRealm.READ_CONTACTS));
        realm.addClientScopeClientRoleMapping(CRM_API, DemoRealm.READ_CONTACTS, DemoRealm.READ_CONTACTS);
        // So that it is also granted where no API is named.
        realm.build().getClientScopes().stream()
                .filter(scope -> scope.getName().equals(DemoRealm.READ_CONTACTS))
                .forEach(scope -> scope.getAttributes().put(PermissionScopes.MATCH, "any"));
        holder(realm, DemoRealm.user(DORA));
        holder(
                realm,
                UserBuilder.create("service-account-" + SERVICE)
                        .serviceAccountId(SERVICE)
                        .realmRoles("offline_access")
                        .enabled(true));
        return realm.users(DemoRealm.user(CORA).clientRoles(CRM_API, DemoRealm.READ_CONTACTS));
    }

    /** @param realm has the suites */
    static RealmBuilder withEveryGrant(RealmBuilder realm) {
        realm.identityProviders(ISSUER.identityProvider());
        for (String id : List.of(EveryGrantClient.ID, EveryGrantClient.LEGACY_ID)) {
            ClientBuilder client = EveryGrantClient.registration(id).fullScopeEnabled(true);
            client.build().setOptionalClientScopes(DemoRealm.ALL_SCOPES);
            client.attribute("standard.token.exchange.enableRefreshRequestedTokenType", "SAME_SESSION");
            realm.clients(client);
        }
        holder(
                realm,
                UserBuilder.create(EveryGrantClient.SERVICE_ACCOUNT)
                        .serviceAccountId(EveryGrantClient.ID)
                        .enabled(true));
        realm.build().getUsers().stream()
                .filter(user -> user.getUsername().equals(DORA))
                .forEach(user -> user.setFederatedIdentities(List.of(ISSUER.link(DORA))));
        return realm;
    }

    private static void holder(RealmBuilder realm, UserBuilder user) {
        realm.users(user.clientRoles(DemoRealm.CONTACTS_API, DemoRealm.CONTACTS.toArray(String[]::new))
                .clientRoles(DemoRealm.TIMESHEETS_API, "read:timesheets"));
    }

    private static ClientBuilder suite(String clientId) {
        return DemoRealm.application(clientId, DemoRealm.ALL_SCOPES).fullScopeEnabled(true);
    }
}
