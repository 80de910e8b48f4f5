package io.github.permissionscopes.realm;

import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderEvent;

/**
 * A client scope has got another name. Keycloak has no such event of its own.
 *
 * @param session whose transaction makes the change; it is not committed yet
 * @param scope as it is called now
 * @param from as it was called
 */
public record ScopeRenamed(KeycloakSession session, ClientScopeModel scope, String from) implements ProviderEvent {

    public static void publish(KeycloakSession session, ClientScopeModel scope, String from) {
        session.getKeycloakSessionFactory().publish(new ScopeRenamed(session, scope, from));
    }
}
