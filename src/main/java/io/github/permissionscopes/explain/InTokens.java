package io.github.permissionscopes.explain;

import io.github.permissionscopes.realm.KeycloaksCheck;
import io.github.permissionscopes.realm.ProtectedScopes;
import java.util.List;
import java.util.Set;
import org.keycloak.models.ClientScopeModel;

/** Adds to an answer what becomes of its scope when Keycloak writes a token. */
final class InTokens {

    private final ProtectedScopes scopes;
    private final Set<String> held;
    private final boolean named;

    /**
     * @param held ids of all roles that the subject holds
     * @param named whether the question names its scopes
     */
    InTokens(ProtectedScopes scopes, Set<String> held, boolean named) {
        this.scopes = scopes;
        this.held = held;
        this.named = named;
    }

    /**
     * @param goesOn whether the request goes on with the scope, as far as this product is concerned
     * @return the same answer with what is to be said beyond it
     */
    ScopeAnswer complete(ScopeAnswer answer, boolean goesOn) {
        List<ClientScopeModel> found = scopes.assigned(answer.scope());
        if (!goesOn || found.isEmpty()) {
            return answer;
        }
        // Where a token may stand for several scopes, only what is so of each is certain.
        if (found.stream().allMatch(scope -> KeycloaksCheck.leavesOut(scope, held))) {
            return answer.butRemovedByKeycloak();
        }
        return answer.verdict().equals(ScopeAnswer.REFUSED)
                        || found.stream().anyMatch(scope -> scope.isIncludeInTokenScope() || !isOfInterest(scope))
                ? answer
                : answer.butNotInToken();
    }

    /** Where nobody asked for it: Keycloak's own scopes basic and roles, for example, are in no token, and are meant so. */
    private boolean isOfInterest(ClientScopeModel scope) {
        return named || ProtectedScopes.isProtected(scope);
    }
}
