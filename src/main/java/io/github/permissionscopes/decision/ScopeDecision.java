package io.github.permissionscopes.decision;

import io.github.permissionscopes.decision.Verdict.Refused;
import java.util.List;
import java.util.stream.Stream;

/**
 * One verdict for every requested scope, in the order requested, followed by those of default scopes that nobody asked for
 * and by the added ones.
 *
 * @param request what was looked at; without permissions and, where they could not be read, without rules, if the rule
 *     could not be evaluated
 * @param verdicts as above
 */
public record ScopeDecision(ScopeRequest request, List<Verdict> verdicts) {

    public ScopeDecision {
        verdicts = List.copyOf(verdicts);
    }

    /** The scopes that were asked for. */
    public ScopeList requested() {
        return request.requested();
    }

    public List<Refused> refused() {
        return of(Refused.class).toList();
    }

    /** The names of what is refused, whether it takes effect or not. */
    public ScopeList refusedScopes() {
        return Refused.names(refused());
    }

    public List<Verdict.Added> added() {
        return of(Verdict.Added.class).toList();
    }

    public List<Verdict.Granted> granted() {
        return of(Verdict.Granted.class).toList();
    }

    private <V extends Verdict> Stream<V> of(Class<V> type) {
        return verdicts.stream().filter(type::isInstance).map(type::cast);
    }
}
