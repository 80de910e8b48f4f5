package io.github.permissionscopes.explain;

import io.github.permissionscopes.realm.KeycloaksCheck;
import io.github.permissionscopes.realm.ProtectedScopes;
import io.github.permissionscopes.realm.ScopeProtection;
import java.util.List;
import java.util.Set;
import org.keycloak.models.ClientScopeModel;

/** Adds to an answer how the scope appears in tokens that Keycloak builds. */
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
     * @param goesOn whether the product lets the scope pass
     * @return the answer, with a remark if needed
     */
    ScopeAnswer complete(ScopeAnswer answer, boolean goesOn) {
        List<ClientScopeModel> found = scopes.assigned(answer.scope());
        if (!goesOn || found.isEmpty()) {
            return answer;
        }
        // If a token may stand for several scopes, only what is true of all of them is certain.
        if (found.stream().allMatch(scope -> KeycloaksCheck.leavesOut(scope, held))) {
            return answer.butRemovedByKeycloak();
        }
        return answer.verdict().equals(ScopeAnswer.REFUSED)
                        || found.stream().anyMatch(scope -> scope.isIncludeInTokenScope() || !isOfInterest(scope))
                ? answer
                : answer.butNotInToken();
    }

    /**
     * Whether to remark on a scope that the question does not name: Keycloak's own scopes basic and roles, for example,
     * are never named in tokens on purpose.
     */
    private boolean isOfInterest(ClientScopeModel scope) {
        return named || ScopeProtection.isProtected(scope);
    }
}
