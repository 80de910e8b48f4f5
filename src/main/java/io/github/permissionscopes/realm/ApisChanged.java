package io.github.permissionscopes.realm;

import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderEvent;

/**
 * APIs of a realm may have changed, by a definition or by what an administrator has done to Keycloak's own objects.
 *
 * @param session whose transaction makes the change; it is not committed yet
 */
public record ApisChanged(KeycloakSession session, String realmId) implements ProviderEvent {

    public static void publish(KeycloakSession session, String realmId) {
        session.getKeycloakSessionFactory().publish(new ApisChanged(session, realmId));
    }
}
