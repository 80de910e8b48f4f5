package io.github.permissionscopes.decision;

import io.github.permissionscopes.decision.Verdict.Refused;
import java.util.List;
import java.util.stream.Stream;

/**
 * One verdict for every requested scope, in the order requested, followed by those of default scopes that nobody asked for
 * and by the added ones.
 *
 * @param requested the scopes that were asked for
 * @param verdicts as above
 */
public record ScopeDecision(ScopeList requested, List<Verdict> verdicts) {

    public ScopeDecision {
        verdicts = List.copyOf(verdicts);
    }

    public List<Refused> refused() {
        return of(Refused.class).toList();
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
