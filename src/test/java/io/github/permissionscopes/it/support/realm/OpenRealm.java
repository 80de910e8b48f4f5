package io.github.permissionscopes.it.support.realm;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.demo.DemoRealm;
import java.util.List;
import org.keycloak.testframework.realm.RealmBuilder;

/** It offers its API scopes to every client, also to one that registers itself. */
public final class OpenRealm extends TestRealm {
    @Override
    public RealmBuilder configure(RealmBuilder realm) {
        super.configure(realm);
        realm.build().setDefaultDefaultClientScopes(List.of("basic", "profile", "email", "roles"));
        realm.build().setDefaultOptionalClientScopes(DemoRealm.CONTACTS);
        realm.addClientScopeClientRoleMapping(DemoRealm.CONTACTS_API, "delete:contacts", "read:contacts");
        realm.build().getClientScopes().stream()
                .filter(scope -> scope.getName().equals("delete:contacts"))
                .forEach(scope -> scope.getAttributes().put(PermissionScopes.MATCH, "all"));
        return realm;
    }
}
