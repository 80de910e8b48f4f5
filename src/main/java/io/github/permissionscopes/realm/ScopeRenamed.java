package io.github.permissionscopes.realm;

import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderEvent;

/**
 * A provider event: a client scope was renamed. Keycloak has no such event.
 *
 * @param session whose transaction makes the change; not committed yet
 * @param scope with its new name
 * @param from the former name
 */
public record ScopeRenamed(KeycloakSession session, ClientScopeModel scope, String from) implements ProviderEvent {

    public static void publish(KeycloakSession session, ClientScopeModel scope, String from) {
        session.getKeycloakSessionFactory().publish(new ScopeRenamed(session, scope, from));
    }
}
