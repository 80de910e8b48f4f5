package io.github.permissionscopes.realm;

import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderEvent;

/**
 * A provider event: APIs of a realm may have changed, by a definition or by an administrator's change of Keycloak's own
 * objects.
 *
 * @param session whose transaction makes the change; not committed yet
 */
public record ApisChanged(KeycloakSession session, String realmId) implements ProviderEvent {

    public static void publish(KeycloakSession session, String realmId) {
        session.getKeycloakSessionFactory().publish(new ApisChanged(session, realmId));
    }
}
