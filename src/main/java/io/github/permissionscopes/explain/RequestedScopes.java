package io.github.permissionscopes.explain;

import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.decision.ScopePolicy;
import io.github.permissionscopes.realm.ProtectedScopes;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenManager;

/** Which of the requested scopes Keycloak itself rejects, before any permission is looked at. */
final class RequestedScopes {

    private final KeycloakSession session;
    private final ClientModel client;
    private final ProtectedScopes scopes;
    private final boolean valid;
    private Set<String> names;

    /** What Keycloak says of a requested scope. */
    enum Standing {
        /** It takes it. */
        VALID,
        /** The client does not have it. */
        UNASSIGNED,
        /** The realm does not have it. */
        UNKNOWN
    }

    RequestedScopes(KeycloakSession session, ClientModel client, ProtectedScopes scopes, ScopeList requested) {
        this.session = session;
        this.client = client;
        this.scopes = scopes;
        // Without a user, as AuthorizationEndpointChecker asks.
        this.valid = requested.isEmpty() || TokenManager.isValidScope(session, requested.toString(), client, null);
    }

    /** @return whether Keycloak takes the request as a whole */
    boolean areValid() {
        return valid;
    }

    Standing standing(String token) {
        if (valid || token.equals(ScopePolicy.OPENID)) {
            return Standing.VALID;
        }
        boolean taken = scopes.assigned(token).stream()
                .anyMatch(scope ->
                        scope.getName().equals(token) || TokenManager.isValidScope(session, token, client, null));
        if (taken) {
            return Standing.VALID;
        }
        return names().contains(token) ? Standing.UNASSIGNED : Standing.UNKNOWN;
    }

    private Set<String> names() {
        if (names == null) {
            names = client.getRealm()
                    .getClientScopesStream()
                    .map(scope -> scope.getName())
                    .collect(Collectors.toSet());
        }
        return names;
    }
}
