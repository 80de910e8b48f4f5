package io.github.permissionscopes.rest;

import io.github.permissionscopes.definition.ApiDefinition;
import io.github.permissionscopes.definition.RoleReference;
import io.github.permissionscopes.definition.ScopeDefinition;
import io.github.permissionscopes.realm.ScopeProtocols;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/**
 * Whether an administrator may map the roles of a definition to its scopes. Keycloak asks that of each role ({@code
 * RolePermissions.canMapClientScope}): with fine-grained permissions of the second version (26.2+) {@code
 * manage-clients} is enough for client roles, and a realm role needs {@code manage-realm}. What is mapped already is
 * not asked again.
 */
final class MappingRights {

    private final Administrator administrator;
    private final RealmModel realm;
    // An old name is one definition's. Others that name it rename nothing.
    private final Map<String, ScopeDefinition> renamedBy = new HashMap<>();
    private @Nullable Map<String, ClientScopeModel> scopesByName;

    MappingRights(Administrator administrator, RealmModel realm) {
        this.administrator = administrator;
        this.realm = realm;
    }

    /** @param api as it was sent, not checked yet: what is wrong in it is said later */
    void require(ApiDefinition api) {
        if (api.scopes() == null) {
            return;
        }
        ClientModel client = client(api.clientId());
        api.scopes().stream()
                .filter(scope -> scope != null && scope.renamedFrom() != null)
                .forEach(scope -> renamedBy.putIfAbsent(scope.renamedFrom(), scope));
        for (ScopeDefinition scope : api.scopes()) {
            if (scope != null && scope.roles() != null) {
                scope.roles().forEach(role -> require(scope, client, role));
            }
        }
        if (!api.scopes().isEmpty() && !mayMapRolesOf(client)) {
            throw Administrator.forbidden(
                    "Keycloak does not let you map roles of client " + api.clientId() + " to client scopes.");
        }
    }

    private void require(ScopeDefinition scope, @Nullable ClientModel own, @Nullable RoleReference reference) {
        RoleModel role = reference == null ? null : role(own, reference);
        if (role != null && !administrator.rights().canMapToScope(role) && !isMapped(scope, role)) {
            throw Administrator.forbidden("Keycloak does not let you map role " + role.getName()
                    + " to a client scope. A realm role needs the role " + AdminRoles.MANAGE_REALM + ".");
        }
    }

    /** Roles of the API itself may have to be made first. */
    private boolean mayMapRolesOf(@Nullable ClientModel client) {
        NativeRights rights = administrator.rights();
        return rights.hasOneRole(AdminRoles.MANAGE_CLIENTS) || client != null && rights.canMapRolesToScopes(client);
    }

    /** @return null where there is none yet, or where the reference names none */
    private @Nullable RoleModel role(@Nullable ClientModel own, RoleReference reference) {
        if (!Storable.isName(reference.role())) {
            return null;
        }
        if (reference.kind() == RoleReference.Kind.REALM) {
            return realm.getRole(reference.role());
        }
        ClientModel client = reference.client() == null ? own : client(reference.client());
        return client == null ? null : client.getRole(reference.role());
    }

    /** @return null where there is none */
    private @Nullable ClientModel client(String clientId) {
        return Storable.isName(clientId) ? realm.getClientByClientId(clientId) : null;
    }

    /**
     * A scope that is renamed is looked for under its old name, unless there is one of the new name: then none is
     * renamed.
     */
    // The definition itself: another one that says the same renames nothing.
    @SuppressWarnings("ReferenceEquality")
    private boolean isMapped(ScopeDefinition scope, RoleModel role) {
        ClientScopeModel is = scopes().get(scope.name());
        if (is == null && renamedBy.get(scope.renamedFrom()) == scope) {
            is = scopes().get(scope.renamedFrom());
        }
        return is != null && is.hasDirectScope(role);
    }

    /** Read when it is first needed. */
    private Map<String, ClientScopeModel> scopes() {
        if (scopesByName == null) {
            scopesByName = new HashMap<>();
            realm.getClientScopesStream()
                    .filter(ScopeProtocols::areJudged)
                    .forEach(scope -> scopesByName.put(scope.getName(), scope));
        }
        return scopesByName;
    }
}
