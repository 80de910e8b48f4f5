package io.github.permissionscopes.lifecycle;

import io.github.permissionscopes.realm.PermissionScopes;
import java.util.List;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Puts the switch into every realm, off, so that an administrator finds it in the console. */
final class SwitchRegistration {

    private static final Logger LOG = Logger.getLogger(SwitchRegistration.class);

    /** Behind Keycloak's own actions, whose highest priority is 1000-odd: what they change is judged as well. */
    private static final int PRIORITY = 10_000;

    private SwitchRegistration() {}

    /** One transaction per realm: a realm that cannot be written must not keep the others from starting. */
    static void registerInAllRealms(KeycloakSessionFactory sessions) {
        List<String> realmIds = KeycloakModelUtils.runJobInTransactionWithResult(sessions, session -> session.realms()
                .getRealmsStream()
                .filter(SwitchRegistration::isMissing)
                .map(RealmModel::getId)
                .toList());
        for (String realmId : realmIds) {
            try {
                KeycloakModelUtils.runJobInTransaction(
                        sessions, session -> register(session.realms().getRealm(realmId)));
            } catch (RuntimeException e) {
                // Two nodes that start together may both try; the second finds it there at its next start at the
                // latest.
                LOG.warnf(
                        e,
                        "The required action %s could not be registered in realm %s",
                        PermissionScopes.REQUIRED_ACTION_ID,
                        realmId);
            }
        }
    }

    static void register(RealmModel realm) {
        if (!isMissing(realm)) {
            return;
        }
        RequiredActionProviderModel action = new RequiredActionProviderModel();
        action.setAlias(PermissionScopes.REQUIRED_ACTION_ID);
        action.setProviderId(PermissionScopes.REQUIRED_ACTION_ID);
        action.setName(PermissionScopes.DISPLAY_NAME);
        action.setEnabled(false);
        action.setDefaultAction(false);
        action.setPriority(PRIORITY);
        realm.addRequiredActionProvider(action);
    }

    private static boolean isMissing(RealmModel realm) {
        return realm.getRequiredActionProviderByAlias(PermissionScopes.REQUIRED_ACTION_ID) == null;
    }
}
