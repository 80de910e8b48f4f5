package io.github.permissionscopes.it.support.realm;

import static io.github.permissionscopes.demo.DemoRealm.*;

import io.github.permissionscopes.config.PermissionScopes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.RealmConfig;

/**
 * As {@link HostileRealm}, with two scopes that have a parameter, of a server with that experimental feature: {@code
 * read:account} for who may read contacts, and {@code delete:account} for who may delete them too.
 */
public final class AccountsRealm implements RealmConfig {

    @Override
    public RealmBuilder configure(RealmBuilder realm) {
        new HostileRealm().configure(realm);
        realm.clientScopes(parameterized("read:account"), parameterized("delete:account"));
        realm.addClientScopeClientRoleMapping(CONTACTS_API, "read:account", READ_CONTACTS);
        realm.addClientScopeClientRoleMapping(CONTACTS_API, "delete:account", READ_CONTACTS, DELETE_CONTACTS);
        for (String id : List.of(CONTACTS_APP, CONSENT_APP)) {
            ClientRepresentation client = TestRealm.client(realm, id);
            List<String> optional = new ArrayList<>(client.getOptionalClientScopes());
            optional.addAll(List.of("read:account", "delete:account"));
            client.setOptionalClientScopes(optional);
        }
        return realm;
    }

    private static ClientScopeRepresentation parameterized(String name) {
        ClientScopeRepresentation scope = new ClientScopeRepresentation();
        scope.setName(name);
        scope.setProtocol("openid-connect");
        scope.setAttributes(Map.of(
                "is.parameterized.scope",
                "true",
                "parameterized.scope.type",
                "string",
                "parameterized.scope.repeatable",
                "true",
                "include.in.token.scope",
                "true",
                "display.on.consent.screen",
                "true",
                PermissionScopes.MATCH,
                "all"));
        return scope;
    }
}
