package io.github.permissionscopes.lifecycle;

import io.github.permissionscopes.realm.PermissionScopes;
import io.github.permissionscopes.realm.ProtectedScopes;
import io.github.permissionscopes.realm.RealmSwitch;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.cache.CacheRealmProvider;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Keeps a scope protected when it loses the last role mapped to it.
 *
 * <p>To Keycloak a scope without role mapping is open to everybody, so deleting a role would open the scopes that it
 * guarded. In a realm whose switch is on such a scope gets the attribute {@code permissionScopes.protected=true}: it goes
 * to nobody until a role is mapped to it again, or the attribute is removed.
 *
 * <p>When Keycloak tells of a removed role, its mappings are gone from that transaction already. So the mappings are read
 * by another transaction, which still sees them, once per request; and the attributes are written after the removal is
 * committed, since before that the scopes may be about to go too (with their realm).
 */
final class LostPermission extends AbstractKeycloakTransaction {

    private static final Logger LOG = Logger.getLogger(LostPermission.class);
    private static final String KEY = "permissionScopes.lostPermission.";

    private final KeycloakSessionFactory sessions;
    private final String realmId;
    private final Map<String, Set<String>> rolesByScope;
    private final Set<String> scopesThatLostARole = new HashSet<>();

    private LostPermission(KeycloakSessionFactory sessions, String realmId) {
        this.sessions = sessions;
        this.realmId = realmId;
        this.rolesByScope = readRoles();
    }

    static void roleRemoved(KeycloakSession session, RoleModel role) {
        RealmModel realm =
                role.isClientRole() ? ((ClientModel) role.getContainer()).getRealm() : (RealmModel) role.getContainer();
        if (RealmSwitch.settings(realm).isEmpty()) {
            return;
        }
        LostPermission lost = session.getAttribute(KEY + realm.getId(), LostPermission.class);
        if (lost == null) {
            lost = new LostPermission(session.getKeycloakSessionFactory(), realm.getId());
            session.setAttribute(KEY + realm.getId(), lost);
            session.getTransactionManager().enlistAfterCompletion(lost);
        }
        lost.remember(session, role.getId());
    }

    /**
     * The reading transaction may have put a scope into Keycloak's cache with the role that is about to go. Keycloak has
     * chosen what to invalidate before, and a cached mapping to a missing role makes its token endpoint fail.
     */
    private void remember(KeycloakSession session, String roleId) {
        CacheRealmProvider cache = session.getProvider(CacheRealmProvider.class);
        rolesByScope.forEach((scopeId, roles) -> {
            if (roles.contains(roleId)) {
                scopesThatLostARole.add(scopeId);
                if (cache != null) {
                    cache.registerClientScopeInvalidation(scopeId, realmId);
                }
            }
        });
    }

    @Override
    protected void commitImpl() {
        if (scopesThatLostARole.isEmpty()) {
            return;
        }
        KeycloakModelUtils.runJobInTransaction(sessions, session -> {
            RealmModel realm = session.realms().getRealm(realmId);
            if (realm != null) {
                session.getContext().setRealm(realm);
                scopesThatLostARole.forEach(id -> keepProtected(realm.getClientScopeById(id)));
            }
        });
    }

    @Override
    protected void rollbackImpl() {
        // Nothing was removed.
    }

    private Map<String, Set<String>> readRoles() {
        Map<String, Set<String>> roles = new HashMap<>();
        KeycloakModelUtils.runJobInTransaction(sessions, session -> {
            RealmModel realm = session.realms().getRealm(realmId);
            if (realm != null) {
                session.getContext().setRealm(realm);
                realm.getClientScopesStream().forEach(scope -> {
                    Set<String> required = ProtectedScopes.requiredPermissions(scope).stream()
                            .map(RoleModel::getId)
                            .collect(Collectors.toSet());
                    if (!required.isEmpty()) {
                        roles.put(scope.getId(), required);
                    }
                });
            }
        });
        return roles;
    }

    /** Whether a role is left is looked at now: another request may have removed the others. Null does nothing. */
    static void keepProtected(ClientScopeModel scope) {
        if (scope == null) {
            return;
        }
        if (ProtectedScopes.requiredPermissions(scope).isEmpty()) {
            scope.setAttribute(PermissionScopes.PROTECTED, "true");
            LOG.warnf(
                    "Client scope %s (%s) lost its last role. It stays protected and goes to nobody.",
                    scope.getName(), scope.getId());
        } else {
            LOG.warnf(
                    "Client scope %s (%s) lost a role. It is granted by the roles that are left.",
                    scope.getName(), scope.getId());
        }
    }
}
