package io.github.permissionscopes.decision;

import io.github.permissionscopes.decision.Verdict.Added;
import io.github.permissionscopes.decision.Verdict.Refused;
import java.util.List;

/**
 * A decision under the realm's settings: what is to be done.
 *
 * @param decision the verdicts, whatever the settings
 * @param settings the settings it was made under
 * @param enforced the refusals that take effect; a subset of {@code decision.refused()}
 * @param kept the scopes the request goes on with: the requested ones in their order, then the added ones
 * @param rejected whether the whole request is to be answered with {@code invalid_scope} instead
 */
public record Ruling(
        ScopeDecision decision, Settings settings, List<Refused> enforced, ScopeList kept, boolean rejected) {

    public Ruling {
        enforced = List.copyOf(enforced);
    }

    /**
     * @param atLeast a refusal that this request asks for beyond the realm's (for example one login flow); only ever
     *     tightens
     */
    public static Ruling of(ScopeDecision decision, Settings settings, Refusal atLeast) {
        List<Refused> enforced = decision.refused().stream()
                .filter(refused -> settings.enforces(refused.apis()))
                .toList();
        // A scope is added only where a refusal would take effect too: report mode changes nothing at all.
        ScopeList added = new ScopeList(decision.added().stream()
                .filter(add -> settings.enforces(add.apis()))
                .map(Added::scope)
                .toList());
        ScopeList kept = decision.requested()
                .without(enforced.stream().map(Refused::scope).toList())
                .and(added);
        return new Ruling(decision, settings, enforced, kept, rejects(decision, enforced, settings, atLeast));
    }

    /** Whether the request goes on with other scopes than it came with. */
    public boolean changesRequest() {
        return !kept.equals(decision.requested());
    }

    private static boolean rejects(ScopeDecision decision, List<Refused> enforced, Settings settings, Refusal atLeast) {
        Refusal strictest = enforced.stream()
                .map(Refused::refusal)
                .reduce(settings.refusal().stricterOf(atLeast), Refusal::stricterOf);
        boolean nothingLeft = decision.refused().size() == enforced.size()
                && decision.granted().stream()
                        .allMatch(granted -> granted.scope().equals(ScopePolicy.OFFLINE_ACCESS));
        return !enforced.isEmpty()
                && switch (strictest) {
                    case STRIP -> false;
                    case REJECT_IF_NONE_LEFT -> nothingLeft;
                    case REJECT -> true;
                };
    }
}
