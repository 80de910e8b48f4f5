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

/** Makes the page's list say what the realm says. */
final class Mirrors {

    private static final Logger LOG = Logger.getLogger(Mirrors.class);
    private static final String FOLLOWING = "permissionScopes.mirrorsFollow";

    private Mirrors() {}

    static void followAllRealms(KeycloakSessionFactory sessions) {
        RealmTransaction.realms(sessions, realm -> true).forEach(realmId -> follow(sessions, realmId));
    }

    /** In a transaction of its own, of committed changes. A list that cannot follow hinders nobody: a save compares. */
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

    /** For a server without the page: a realm file may bring mirrors from one that has it. */
    static void remove(RealmModel realm) {
        Mirror.all(realm).forEach(realm::removeComponent);
    }

    /** @return whether the session writes a mirror because its API has changed, and not the other way round */
    static boolean isFollowing(KeycloakSession session) {
        return session.getAttribute(FOLLOWING) != null;
    }

    private static Void write(KeycloakSession session) {
        session.setAttribute(FOLLOWING, true);
        RealmModel realm = session.getContext().getRealm();
        // By their ids, which stay when a client is renamed: an entry could not be removed and made anew under one id
        // here.
        Map<String, ApiEntry> unseen = new LinkedHashMap<>();
        for (ApiDefinition api : new ApiReader(session).all()) {
            ClientModel client = realm.getClientByClientId(api.clientId());
            // Somebody may have deleted it since.
            if (client != null) {
                unseen.put(Mirror.id(client), ApiEntry.of(api));
            }
        }
        for (ComponentModel mirror : Mirror.all(realm)) {
            ApiEntry api = unseen.remove(mirror.getId());
            if (api == null) {
                realm.removeComponent(mirror);
            } else if (!Mirror.shows(mirror, api)) {
                // A copy: Keycloak's cache gives everybody the same object.
                ComponentModel changed = new ComponentModel(mirror);
                Mirror.show(changed, api);
                realm.updateComponent(changed);
            }
        }
        unseen.values().forEach(api -> realm.addComponentModel(Mirror.create(realm, api)));
        return null;
    }
}
