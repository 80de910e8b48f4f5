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
 * Checks whether an administrator may map the roles of a definition to its scopes. Keycloak checks each role ({@code
 * RolePermissions.canMapClientScope}): with fine-grained permissions V2 (26.2+), {@code manage-clients} suffices for
 * client roles, but a realm role needs {@code manage-realm}. Roles that are already mapped are not checked.
 */
final class MappingRights {

    private final Administrator administrator;
    private final RealmModel realm;
    // By the old name. Only the first definition that names an old name renames the scope.
    private final Map<String, ScopeDefinition> renamedBy = new HashMap<>();
    private @Nullable Map<String, ClientScopeModel> scopesByName;

    MappingRights(Administrator administrator, RealmModel realm) {
        this.administrator = administrator;
        this.realm = realm;
    }

    /**
     * @param api the definition as it was sent; it has not been validated yet
     * @throws jakarta.ws.rs.WebApplicationException 403 if the administrator may not map one of the roles
     */
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

    /** Checks the API's own client as a whole, because its roles may not exist yet. */
    private boolean mayMapRolesOf(@Nullable ClientModel client) {
        NativeRights rights = administrator.rights();
        return rights.hasOneRole(AdminRoles.MANAGE_CLIENTS) || client != null && rights.canMapRolesToScopes(client);
    }

    /** @return the referenced role; null if it does not exist */
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

    /** @return the client; null if it does not exist */
    private @Nullable ClientModel client(String clientId) {
        return Storable.isName(clientId) ? realm.getClientByClientId(clientId) : null;
    }

    /**
     * Looks for a renamed scope under its old name, unless a scope with the new name exists: then nothing is renamed.
     */
    // By identity: an equal definition elsewhere in the bundle renames nothing.
    @SuppressWarnings("ReferenceEquality")
    private boolean isMapped(ScopeDefinition scope, RoleModel role) {
        ClientScopeModel is = scopes().get(scope.name());
        if (is == null && renamedBy.get(scope.renamedFrom()) == scope) {
            is = scopes().get(scope.renamedFrom());
        }
        return is != null && is.hasDirectScope(role);
    }

    /** The realm's client scopes by name, read on first use. */
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
