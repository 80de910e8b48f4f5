package io.github.permissionscopes.console;

import io.github.permissionscopes.definition.ApiDefinition;
import io.github.permissionscopes.provisioning.ApiReader;
import io.github.permissionscopes.provisioning.ExclusiveTransaction;
import io.github.permissionscopes.server.RealmTransaction;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;

/** Updates the mirrors of a realm, so that the page's list shows the APIs as they are. */
final class Mirrors {

    private static final Logger LOG = Logger.getLogger(Mirrors.class);
    private static final String FOLLOWING = "permissionScopes.mirrorsFollow";

    private Mirrors() {}

    static void followAllRealms(KeycloakSessionFactory sessions) {
        RealmTransaction.realms(sessions, realm -> true).forEach(realmId -> follow(sessions, realmId));
    }

    /**
     * Updates the mirrors in a new transaction, which sees committed changes. A failure is only logged: saving an
     * outdated form is rejected anyway.
     */
    static void follow(KeycloakSessionFactory sessions, String realmId) {
        try {
            RealmTransaction.run(
                    sessions,
                    realmId,
                    (session, realm) -> ExclusiveTransaction.run(session, "mirrors", Mirrors::write));
        } catch (RuntimeException e) {
            LOG.warnf(e, "The console's list of APIs could not be brought up to date in realm %s", realmId);
        }
    }

    /**
     * Removes all mirrors, on a server without the page: an imported realm file may contain mirrors from a server with
     * it.
     */
    static void remove(RealmModel realm) {
        Mirror.all(realm).forEach(realm::removeComponent);
    }

    /**
     * @return whether the session updates mirrors because APIs have changed, and not because an administrator saved a
     *     form
     */
    static boolean isFollowing(KeycloakSession session) {
        return session.getAttribute(FOLLOWING) != null;
    }

    private static Void write(KeycloakSession session) {
        session.setAttribute(FOLLOWING, true);
        RealmModel realm = session.getContext().getRealm();
        // By mirror id, which stays when a client is renamed. A mirror could not be removed and created again with the
        // same id here.
        Map<String, ApiEntry> unseen = new LinkedHashMap<>();
        for (ApiDefinition api : new ApiReader(session).all()) {
            ClientModel client = realm.getClientByClientId(api.clientId());
            // The client may have been deleted in the meantime.
            if (client != null) {
                unseen.put(Mirror.id(client), ApiEntry.of(api));
            }
        }
        for (ComponentModel mirror : Mirror.all(realm)) {
            ApiEntry api = unseen.remove(mirror.getId());
            if (api == null) {
                realm.removeComponent(mirror);
            } else if (!Mirror.shows(mirror, api)) {
                // A copy, because Keycloak's cache returns a shared object.
                ComponentModel changed = new ComponentModel(mirror);
                Mirror.show(changed, api);
                realm.updateComponent(changed);
            }
        }
        unseen.values().forEach(api -> realm.addComponentModel(Mirror.create(realm, api)));
        return null;
    }
}
