package io.github.permissionscopes.lifecycle;

import io.github.permissionscopes.config.NameList;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.config.SwitchConfig;
import io.github.permissionscopes.server.Database;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.cache.CacheRealmProvider;
import org.keycloak.models.jpa.entities.RequiredActionProviderEntity;

/**
 * Preserves the meaning of the stored setting {@code reportOnlyApis}, which depends on the realm's clients. A client
 * that is created, removed or renamed must not turn other APIs into report-only ones, nor end this for its own.
 */
final class ReportOnlySetting {

    private static final Logger LOG = Logger.getLogger(ReportOnlySetting.class);

    private final KeycloakSession session;
    private final RealmModel realm;

    ReportOnlySetting(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /**
     * An entry with the client's new ID meant another client, which is gone: a rename must not make an API report-only.
     */
    void clientRenamed(String from, String to) {
        keep(id -> id.equals(from) || (!id.equals(to) && isClient(id)), this::isClient, meant -> meant.without(to)
                .renamed(from, to));
    }

    /** A list must not turn into the one client ID that it could also be read as. */
    void clientAdded(String clientId) {
        if (session != null && NameList.couldBeList(clientId)) {
            keep(id -> !id.equals(clientId) && isClient(id), this::isClient, UnaryOperator.identity());
        }
    }

    /** A client ID must not turn into the list that it could also be read as. */
    void clientRemoved(String clientId) {
        if (NameList.couldBeList(clientId)) {
            keep(this::isClient, id -> !id.equals(clientId) && isClient(id), UnaryOperator.identity());
        }
    }

    /**
     * Writes only this setting. Keycloak's model would write all settings as it knows them, while another request may
     * be writing one of them.
     *
     * @param before whether a client with this ID existed when the text was written
     * @param after whether one exists now
     * @param change from the former meaning to the wanted one
     */
    private void keep(Predicate<String> before, Predicate<String> after, UnaryOperator<NameList> change) {
        EntityManager entities = Database.of(session);
        List<RequiredActionProviderEntity> actions = entities.createQuery(
                        "select action from RequiredActionProviderEntity action where action.realm.id = :realm"
                                + " and action.providerId = :provider",
                        RequiredActionProviderEntity.class)
                .setParameter("realm", realm.getId())
                .setParameter("provider", PermissionScopes.REQUIRED_ACTION_ID)
                .getResultList();
        for (RequiredActionProviderEntity action : actions) {
            if (text(action) != null) {
                // Two concurrent renames write the same text.
                entities.refresh(action, LockModeType.PESSIMISTIC_WRITE);
                NameList wanted = change.apply(NameList.parse(text(action), before));
                if (!wanted.equals(NameList.parse(text(action), after))) {
                    write(action, wanted.sayable(after));
                }
            }
        }
    }

    private void write(RequiredActionProviderEntity action, NameList apis) {
        action.getConfig().put(SwitchConfig.REPORT_ONLY_APIS, apis.stored());
        CacheRealmProvider cache = session.getProvider(CacheRealmProvider.class);
        if (cache != null) {
            cache.registerRealmInvalidation(realm.getId(), realm.getName());
        }
        LOG.infof("Realm %s: reportOnlyApis follows a change of a client ID", realm.getId());
    }

    private static @Nullable String text(RequiredActionProviderEntity action) {
        Map<String, String> config = action.getConfig();
        return config == null ? null : config.get(SwitchConfig.REPORT_ONLY_APIS);
    }

    private boolean isClient(String clientId) {
        return realm.getClientByClientId(clientId) != null;
    }
}
