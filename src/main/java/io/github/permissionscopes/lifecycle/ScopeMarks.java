package io.github.permissionscopes.lifecycle;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.config.RealmSwitch;
import io.github.permissionscopes.realm.ScopeProtection;
import io.github.permissionscopes.server.Database;
import io.github.permissionscopes.server.RealmTransaction;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.util.Collection;
import java.util.List;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;

/**
 * Marks client scopes that have a role: {@code permissionScopes.protected=true}, and
 * {@code permissionScopes.marked=true} to record that no administrator wrote it. The mark exists before a role can be
 * lost, so losing the role opens nothing, even if a server without the product removes it.
 *
 * <p>Everything is written in the transaction of the given session. Nothing is written in a realm whose switch is off.
 */
public final class ScopeMarks {

    private static final Logger LOG = Logger.getLogger(ScopeMarks.class);

    /** Databases limit how many values a query may name. */
    private static final int AT_ONCE = 500;

    private static final String UNMARKED = "select scope.id from ClientScopeEntity scope where scope.realmId = :realm"
            + " and not exists (select attribute.name from ClientScopeAttributeEntity attribute"
            + " where attribute.clientScope = scope and attribute.name = '" + PermissionScopes.PROTECTED
            + "' and lower(attribute.value) = 'true')";

    private ScopeMarks() {}

    /** Marks every scope of the realm that has a role. Costs one query if all of them are marked. */
    static void markAll(KeycloakSession session, RealmModel realm) {
        if (RealmSwitch.isOn(realm)) {
            List<String> scopes = read(
                    session, UNMARKED + " and scope.scopeMappingIds is not empty order by scope.id", realm, List.of());
            mark(session, realm, scopes);
            if (!scopes.isEmpty()) {
                LOG.infof("%d client scopes of realm %s that have a role are marked", scopes.size(), realm.getName());
            }
        }
    }

    /**
     * Marks the scopes of all realms at server start: for roles that were imported, or mapped by a server that has no
     * product or did not report it.
     */
    static void markAllRealms(KeycloakSessionFactory sessions) {
        for (String realmId : RealmTransaction.realms(sessions, RealmSwitch::isOn)) {
            try {
                RealmTransaction.run(sessions, realmId, ScopeMarks::markAll);
            } catch (RuntimeException e) {
                LOG.warnf(e, "The client scopes of realm %s that have a role could not be marked", realmId);
            }
        }
    }

    /** Marks the scope if it has a role. */
    public static void mark(KeycloakSession session, ClientScopeModel scope) {
        RealmModel realm = scope.getRealm();
        if (RealmSwitch.isOn(realm)
                && !isMarked(scope)
                && !ScopeProtection.requiredPermissions(scope).isEmpty()) {
            mark(session, realm, List.of(scope.getId()));
        }
    }

    /**
     * Marks these scopes, whether they have a role or not; missing ones are skipped.
     *
     * <p>Two transactions may map the first two roles of one scope. Without a lock each would write the mark, and the
     * second would fail together with its mapping. With it, the second waits and reads again. On MariaDB and MySQL it
     * can still fail, because their default isolation reads what was there when the transaction began. A locking read
     * would see the mark, but locks the gap beside it too, and then marks of different scopes could deadlock.
     */
    static void mark(KeycloakSession session, RealmModel realm, Collection<String> scopeIds) {
        List<String> sorted = scopeIds.stream().sorted().toList();
        for (int from = 0; from < sorted.size(); from += AT_ONCE) {
            List<String> some = sorted.subList(from, Math.min(from + AT_ONCE, sorted.size()));
            lock(session, some);
            write(session, realm, read(session, UNMARKED + " and scope.id in :ids", realm, some));
        }
    }

    private static void write(KeycloakSession session, RealmModel realm, List<String> scopeIds) {
        for (String id : scopeIds) {
            ClientScopeModel scope = session.clientScopes().getClientScopeById(realm, id);
            scope.setAttribute(PermissionScopes.PROTECTED, "true");
            scope.setAttribute(PermissionScopes.MARKED, "true");
        }
    }

    private static boolean isMarked(ClientScopeModel scope) {
        return Boolean.parseBoolean(scope.getAttribute(PermissionScopes.PROTECTED));
    }

    private static void lock(KeycloakSession session, List<String> scopeIds) {
        Database.of(session)
                .createQuery("select scope from ClientScopeEntity scope where scope.id in :ids order by scope.id")
                .setParameter("ids", scopeIds)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    private static List<String> read(KeycloakSession session, String query, RealmModel realm, List<String> scopeIds) {
        TypedQuery<String> typed =
                Database.of(session).createQuery(query, String.class).setParameter("realm", realm.getId());
        return (scopeIds.isEmpty() ? typed : typed.setParameter("ids", scopeIds)).getResultList();
    }
}
