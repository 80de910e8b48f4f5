package io.github.permissionscopes.lifecycle;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.config.SwitchEntries;
import io.github.permissionscopes.server.Database;
import jakarta.persistence.LockModeType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RealmProvider;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.cache.CacheRealmProvider;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Registers the switch in every realm, turned off, so that an administrator finds it in the console. If a realm has
 * several entries, it merges them.
 *
 * <p>Nodes that start at the same time all find it missing. Each of them waits for the others and reads the database
 * again before it writes. Should that fail, the entry's id is the same on all of them, so the database accepts only
 * one.
 */
final class SwitchRegistration {

    private static final Logger LOG = Logger.getLogger(SwitchRegistration.class);

    /** After Keycloak's own actions, whose highest priority is about 1000, so that their changes are judged as well. */
    private static final int PRIORITY = 10_000;

    private static final String NOT_ONE = "select realm.id from RealmEntity realm where (select count(action.id)"
            + " from RequiredActionProviderEntity action where action.realm.id = realm.id and action.alias = :alias) <> 1";

    private static final String REALM = "select realm from RealmEntity realm where realm.id = :id";

    private SwitchRegistration() {}

    /** Uses one transaction per realm: a realm that cannot be written must not keep the others from starting. */
    static void registerInAllRealms(KeycloakSessionFactory sessions) {
        for (String realmId : realmsWithoutOne(sessions)) {
            try {
                KeycloakModelUtils.runJobInTransaction(sessions, session -> putInOrder(session, realmId));
            } catch (RuntimeException e) {
                if (realmsWithoutOne(sessions).contains(realmId)) {
                    LOG.warnf(
                            e,
                            "The required action %s could not be registered in realm %s",
                            PermissionScopes.REQUIRED_ACTION_ID,
                            realmId);
                } else {
                    LOG.debugf("Another node has registered the switch in realm %s", realmId);
                }
            }
        }
    }

    private static List<String> realmsWithoutOne(KeycloakSessionFactory sessions) {
        return KeycloakModelUtils.runJobInTransactionWithResult(sessions, session -> Database.of(session)
                .createQuery(NOT_ONE, String.class)
                .setParameter("alias", PermissionScopes.REQUIRED_ACTION_ID)
                .getResultList());
    }

    private static void putInOrder(KeycloakSession session, String realmId) {
        Database.of(session)
                .createQuery(REALM)
                .setParameter("id", realmId)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
        // Not from the cache, which may not have another node's latest write yet.
        RealmModel stored = session.getProvider(RealmProvider.class).getRealm(realmId);
        if (stored == null) {
            return;
        }
        RealmModel realm = session.realms().getRealm(realmId);
        session.getContext().setRealm(realm);
        CacheRealmProvider cache = session.getProvider(CacheRealmProvider.class);
        if (cache != null) {
            cache.registerRealmInvalidation(realmId, stored.getName());
        }
        List<RequiredActionProviderModel> entries = SwitchEntries.of(stored);
        if (entries.isEmpty()) {
            add(realm);
        } else if (entries.size() > 1) {
            heal(realm, entries);
        }
    }

    /** Runs in the transaction that creates the realm, which no other node sees yet. */
    static void register(RealmModel realm) {
        if (SwitchEntries.of(realm).isEmpty()) {
            add(realm);
        }
    }

    private static void add(RealmModel realm) {
        RequiredActionProviderModel action = new RequiredActionProviderModel();
        action.setId(id(realm));
        action.setAlias(PermissionScopes.REQUIRED_ACTION_ID);
        action.setProviderId(PermissionScopes.REQUIRED_ACTION_ID);
        action.setName(PermissionScopes.DISPLAY_NAME);
        action.setEnabled(false);
        action.setDefaultAction(false);
        action.setPriority(PRIORITY);
        realm.addRequiredActionProvider(action);
    }

    private static String id(RealmModel realm) {
        return UUID.nameUUIDFromBytes(
                        (realm.getId() + " " + PermissionScopes.REQUIRED_ACTION_ID).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static void heal(RealmModel realm, List<RequiredActionProviderModel> entries) {
        RequiredActionProviderModel kept = SwitchEntries.merged(entries);
        LOG.warnf(
                "The required action %s was registered %d times in realm %s. It is registered once now: %s",
                PermissionScopes.REQUIRED_ACTION_ID, entries.size(), realm.getName(), SwitchEntries.describe(kept));
        entries.stream()
                .filter(entry -> !entry.getId().equals(kept.getId()))
                .forEach(realm::removeRequiredActionProvider);
        realm.updateRequiredActionProvider(kept);
    }
}
