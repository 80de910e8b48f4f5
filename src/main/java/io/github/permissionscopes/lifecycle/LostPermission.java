package io.github.permissionscopes.lifecycle;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.config.RealmSwitch;
import io.github.permissionscopes.realm.ScopeProtection;
import io.github.permissionscopes.server.Database;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
 * Keeps a scope closed when a role that is mapped to it is deleted.
 *
 * <p>Keycloak treats a scope without a role mapping as open to everybody, so deleting a role would open the scopes that
 * it guarded. In a realm whose switch is on, such a scope is {@link ScopeMarks marked} in the transaction that deletes
 * the role, unless it already is: both become visible together, or neither. Nobody gets the scope until a role is
 * mapped to it again, or the attribute is removed.
 *
 * <p>A scope that requires all of its roles would become easier to get by the loss of one. It records the lost role.
 *
 * <p>When Keycloak reports a removed role, its mappings are already gone from that transaction. Another transaction,
 * which still sees them, reads them once per request. The attributes are written at the end of the removing
 * transaction, because the scopes may be about to be removed too (with their realm).
 */
public final class LostPermission extends AbstractKeycloakTransaction {

    private static final Logger LOG = Logger.getLogger(LostPermission.class);
    private static final String KEY = "permissionScopes.lostPermission.";

    /** The length of Keycloak's column for an attribute of a client scope. */
    private static final int LONGEST_VALUE = 2048;

    private static final String MAPPINGS = "select role, scope.id from ClientScopeEntity scope"
            + " join scope.scopeMappingIds role where scope.realmId = :realm";

    private final KeycloakSession session;
    private final String realmId;
    private final Map<String, Set<String>> scopesByRole;
    private final Map<String, Set<String>> lostByScope = new TreeMap<>();

    private LostPermission(KeycloakSession session, String realmId) {
        this.session = session;
        this.realmId = realmId;
        this.scopesByRole = readMappings(session.getKeycloakSessionFactory(), realmId);
    }

    /**
     * Announces that the transaction removes a role from a scope before it deletes the role. That changes the
     * requirements of the scope and is no loss.
     */
    public static void takenOff(KeycloakSession session, ClientScopeModel scope, RoleModel role) {
        session.setAttribute(takenOff(scope.getId(), role.getId()), true);
    }

    private static String takenOff(String scopeId, String roleId) {
        return KEY + scopeId + " " + roleId;
    }

    /**
     * Restores the stored loss if an update replaces the attributes of a scope: the request may contain a loss that is
     * over by now. Only the product records one, so the stored value counts; an empty attribute ends the loss.
     *
     * @param scope that the current transaction updates
     */
    static void keepStored(KeycloakSession session, ClientScopeModel scope) {
        String sent = scope.getAttribute(PermissionScopes.LOST_ROLES);
        if (sent != null && !sent.isBlank()) {
            StoredScope.read(session, scope, stored -> stored.getAttribute(PermissionScopes.LOST_ROLES))
                    .ifPresentOrElse(
                            stored -> scope.setAttribute(PermissionScopes.LOST_ROLES, stored),
                            () -> scope.removeAttribute(PermissionScopes.LOST_ROLES));
        }
    }

    static void roleRemoved(KeycloakSession session, RoleModel role) {
        RealmModel realm =
                role.isClientRole() ? ((ClientModel) role.getContainer()).getRealm() : (RealmModel) role.getContainer();
        if (!RealmSwitch.isOn(realm)) {
            return;
        }
        LostPermission lost = session.getAttribute(KEY + realm.getId(), LostPermission.class);
        if (lost == null) {
            lost = new LostPermission(session, realm.getId());
            session.setAttribute(KEY + realm.getId(), lost);
            session.getTransactionManager().enlistPrepare(lost);
        }
        lost.remember(role);
    }

    /**
     * Invalidates the scopes in Keycloak's cache. Another request may cache a scope with the role that is about to be
     * removed after Keycloak chose what to invalidate, and a cached mapping to a missing role makes its token endpoint
     * fail.
     */
    private void remember(RoleModel role) {
        CacheRealmProvider cache = session.getProvider(CacheRealmProvider.class);
        for (String scopeId : scopesByRole.getOrDefault(role.getId(), Set.of())) {
            Set<String> lost = lostByScope.computeIfAbsent(scopeId, id -> new TreeSet<>());
            if (session.getAttribute(takenOff(scopeId, role.getId())) == null) {
                lost.add(label(role));
            }
            if (cache != null) {
                cache.registerClientScopeInvalidation(scopeId, realmId);
            }
        }
    }

    /** Runs in the removing transaction, before it commits. A failure here keeps the role. */
    @Override
    protected void commitImpl() {
        RealmModel realm = lostByScope.isEmpty() ? null : session.realms().getRealm(realmId);
        if (realm != null) {
            ScopeMarks.mark(session, realm, lostByScope.keySet());
            lostByScope.forEach((scopeId, lost) -> {
                ClientScopeModel scope = session.clientScopes().getClientScopeById(realm, scopeId);
                if (scope != null) {
                    keepClosed(scope, lost);
                }
            });
        }
    }

    @Override
    protected void rollbackImpl() {
        // Nothing was removed.
    }

    private static void keepClosed(ClientScopeModel scope, Set<String> lost) {
        if (ScopeProtection.requiresAll(scope) && !lost.isEmpty()) {
            scope.setAttribute(
                    PermissionScopes.LOST_ROLES, added(scope.getAttribute(PermissionScopes.LOST_ROLES), lost));
            LOG.warnf(
                    "Client scope %s (%s) lost one of the roles that it requires. It goes to nobody.",
                    scope.getName(), scope.getId());
        } else {
            tell(scope);
        }
    }

    static void tell(ClientScopeModel scope) {
        if (ScopeProtection.requiredPermissions(scope).isEmpty()) {
            LOG.warnf(
                    "Client scope %s (%s) lost its last role. It stays protected and goes to nobody.",
                    scope.getName(), scope.getId());
        } else {
            LOG.warnf(
                    "Client scope %s (%s) lost a role. It is granted by the roles that are left.",
                    scope.getName(), scope.getId());
        }
    }

    /** The names are for administrators; only the presence of a value counts. */
    private static String added(String before, Set<String> lost) {
        String all = Stream.concat(Stream.ofNullable(before).filter(text -> !text.isBlank()), lost.stream())
                .collect(Collectors.joining(", "));
        return all.length() <= LONGEST_VALUE ? all : all.substring(0, LONGEST_VALUE);
    }

    private static String label(RoleModel role) {
        return role.getContainer() instanceof ClientModel client
                ? client.getClientId() + "/" + role.getName()
                : role.getName();
    }

    private static Map<String, Set<String>> readMappings(KeycloakSessionFactory sessions, String realmId) {
        Map<String, Set<String>> scopesByRole = new HashMap<>();
        KeycloakModelUtils.runJobInTransaction(sessions, other -> Database.of(other)
                .createQuery(MAPPINGS, Object[].class)
                .setParameter("realm", realmId)
                .getResultList()
                .forEach(row -> scopesByRole
                        .computeIfAbsent((String) row[0], role -> new HashSet<>())
                        .add((String) row[1])));
        return scopesByRole;
    }
}
