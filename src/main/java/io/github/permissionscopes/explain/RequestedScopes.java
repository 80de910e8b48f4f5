package io.github.permissionscopes.explain;

import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.decision.ScopeRule;
import io.github.permissionscopes.decision.StandardScopes;
import io.github.permissionscopes.realm.ProtectedScopes;
import io.github.permissionscopes.realm.ScopeProtocols;
import io.github.permissionscopes.realm.ScopeTokens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenManager;

/** The requested scopes that Keycloak itself rejects, before any permission is checked. */
final class RequestedScopes {

    private final KeycloakSession session;
    private final ClientModel client;
    private final ProtectedScopes scopes;
    private final boolean valid;
    private Map<String, ClientScopeModel> ofRealm;
    private Map<String, ClientScopeModel> assignable;

    /** Keycloak's verdict on a requested scope. */
    enum Standing {
        /** Keycloak accepts it. */
        VALID,
        /** It is not assigned to the client. */
        UNASSIGNED,
        /** The realm does not have it, or no client could. */
        UNKNOWN
    }

    RequestedScopes(KeycloakSession session, ClientModel client, ProtectedScopes scopes, ScopeList requested) {
        this.session = session;
        this.client = client;
        this.scopes = scopes;
        // Without a user, as AuthorizationEndpointChecker does.
        this.valid = requested.isEmpty() || TokenManager.isValidScope(session, requested.toString(), client, null);
    }

    /** @return whether Keycloak accepts the request as a whole */
    boolean areValid() {
        return valid;
    }

    Standing standing(String token) {
        if (valid || token.equals(StandardScopes.OPENID)) {
            return Standing.VALID;
        }
        boolean taken = scopes.assigned(token).stream()
                .anyMatch(scope ->
                        scope.getName().equals(token) || TokenManager.isValidScope(session, token, client, null));
        if (taken) {
            return Standing.VALID;
        }
        return unassigned(token).isPresent() ? Standing.UNASSIGNED : Standing.UNKNOWN;
    }

    /**
     * @return the scope that the token would stand for if it were assigned to the client: by its name, or without its
     *     value
     */
    Optional<ClientScopeModel> unassigned(String token) {
        if (!scopes.assigned(token).isEmpty()) {
            return Optional.empty();
        }
        if (assignable == null) {
            // An OpenID Connect client cannot have the others: Keycloak silently drops the assignment.
            assignable = new HashMap<>(ofRealm());
            assignable.values().removeIf(scope -> !ScopeProtocols.areJudged(scope));
        }
        return ScopeTokens.candidates(token, assignable, Map.of()).stream().findFirst();
    }

    /**
     * @return the rule of a scope as if it were assigned to the client as an optional scope; empty if it is not
     *     protected
     */
    Optional<ScopeRule> ruleOf(ClientScopeModel scope) {
        return scopes
                .rulesOfIssued(new ScopeList(List.of(scope.getName())), List.of(scope))
                .getOrDefault(scope.getName(), List.of())
                .stream()
                .findFirst();
    }

    /** @return what is wrong with a token for which no client scope can be assigned */
    String whyUnknown(String token) {
        List<ClientScopeModel> own = scopes.assigned(token);
        if (!own.isEmpty()) {
            return "Client " + client.getClientId() + " has client scope "
                    + own.get(0).getName() + ", but Keycloak does not take it with this value.";
        }
        ClientScopeModel other = ofRealm().get(token);
        return other == null
                ? "There is no client scope " + token + " in this realm (scopes are case-sensitive)."
                : "Client scope " + token + " is one of protocol " + other.getProtocol()
                        + ", which a client of OpenID Connect cannot have. Create one of OpenID Connect, under another"
                        + " name.";
    }

    private Map<String, ClientScopeModel> ofRealm() {
        if (ofRealm == null) {
            ofRealm = new HashMap<>();
            client.getRealm().getClientScopesStream().forEach(scope -> ofRealm.put(scope.getName(), scope));
        }
        return ofRealm;
    }
}
