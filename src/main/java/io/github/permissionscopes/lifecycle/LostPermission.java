package io.github.permissionscopes.lifecycle;

import io.github.permissionscopes.realm.PermissionScopes;
import io.github.permissionscopes.realm.ProtectedScopes;
import io.github.permissionscopes.realm.RealmSwitch;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Keeps a scope protected when it loses the last role mapped to it.
 *
 * <p>To Keycloak a scope without role mapping is open to everybody, so deleting a role would open the scopes that it
 * guarded. In a realm whose switch is on such a scope gets the attribute {@code permissionScopes.protected=true}: it goes
 * to nobody until a role is mapped to it again, or the attribute is removed.
 */
final class LostPermission {

    private static final Logger LOG = Logger.getLogger(LostPermission.class);

    private LostPermission() {}

    /**
     * When Keycloak tells of a removed role, its mappings are gone from this transaction already; another transaction
     * still sees them. If the removal is rolled back, the scopes carry an attribute that repeats what their mapping says.
     */
    static void roleRemoved(KeycloakSessionFactory sessions, RoleModel role) {
        String roleId = role.getId();
        RealmModel realm = role.isClientRole()
                ? ((ClientModel) role.getContainer()).getRealm()
                : (RealmModel) role.getContainer();
        if (RealmSwitch.settings(realm).isEmpty()) {
            return;
        }
        String realmId = realm.getId();
        KeycloakModelUtils.runJobInTransaction(sessions, session -> {
            RealmModel seen = session.realms().getRealm(realmId);
            if (seen != null) {
                session.getContext().setRealm(seen);
                seen.getClientScopesStream()
                        .filter(scope -> requiresOnly(scope, roleId))
                        .forEach(LostPermission::keepProtected);
            }
        });
    }

    private static boolean requiresOnly(ClientScopeModel scope, String roleId) {
        var required = ProtectedScopes.requiredPermissions(scope);
        return required.size() == 1 && required.get(0).getId().equals(roleId);
    }

    static void keepProtected(ClientScopeModel scope) {
        scope.setAttribute(PermissionScopes.PROTECTED, "true");
        LOG.warnf(
                "Client scope %s (%s) lost its last role. It stays protected and goes to nobody.",
                scope.getName(), scope.getId());
    }
}
