package io.github.permissionscopes.decision;

import io.github.permissionscopes.decision.Verdict.Refused;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The outcome of the rule: one verdict per requested scope in the order of the request, then one per other default
 * scope, then the added scopes.
 *
 * @param request the input. If the rule could not be evaluated it has no permissions and, if they could not be read, no
 *     rules
 * @param verdicts in the order above
 */
public record ScopeDecision(ScopeRequest request, List<Verdict> verdicts) {

    public ScopeDecision {
        verdicts = List.copyOf(verdicts);
    }

    /** The requested scopes. */
    public ScopeList requested() {
        return request.requested();
    }

    public List<Refused> refused() {
        return of(Refused.class);
    }

    /** The names of the refused scopes, whether the refusal takes effect or not. */
    public ScopeList refusedScopes() {
        return Refused.names(refused());
    }

    public List<Verdict.Added> added() {
        return of(Verdict.Added.class);
    }

    public List<Verdict.Granted> granted() {
        return of(Verdict.Granted.class);
    }

    private <V extends Verdict> List<V> of(Class<V> type) {
        List<V> found = List.of();
        for (Verdict verdict : verdicts) {
            if (type.isInstance(verdict)) {
                found = found.isEmpty() ? new ArrayList<>() : found;
                found.add(type.cast(verdict));
            }
        }
        return Collections.unmodifiableList(found);
    }
}
