package io.github.permissionscopes.decision;

import io.github.permissionscopes.decision.Verdict.Added;
import io.github.permissionscopes.decision.Verdict.Granted;
import io.github.permissionscopes.decision.Verdict.Refused;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A decision combined with the realm's settings: what to do with the request.
 *
 * @param decision the verdicts, independent of the settings
 * @param settings the settings applied
 * @param enforced the refusals that take effect in the request; a subset of {@code decision.refused()}
 * @param stopping the refusals that take effect at issuance: the client has these scopes whatever it requests, so the
 *     tokens are stopped
 * @param kept the scopes that the request continues with: the requested ones in their order, then the added ones
 * @param rejected whether the whole request gets {@code invalid_scope} instead
 */
public record Ruling(
        ScopeDecision decision,
        Settings settings,
        List<Refused> enforced,
        List<Refused> stopping,
        ScopeList kept,
        boolean rejected) {

    public Ruling {
        enforced = List.copyOf(enforced);
        stopping = List.copyOf(stopping);
    }

    /** @param atLeast a stricter refusal that this request demands (for example one login flow); only ever tightens */
    public static Ruling of(ScopeDecision decision, Settings settings, Refusal atLeast) {
        Map<Boolean, List<Refused>> inEffect = decision.refused().stream()
                .filter(refused -> settings.enforces(refused.apis()))
                .collect(Collectors.partitioningBy(Refused::stops));
        List<Refused> enforced = inEffect.get(false).stream()
                .filter(refused -> isOfRequest(refused, decision))
                .toList();
        List<Refused> stopping = inEffect.get(true);
        // A scope is added only where a refusal would take effect too: report mode changes nothing at all.
        ScopeList added = new ScopeList(decision.added().stream()
                .filter(add -> settings.enforces(add.apis()))
                .map(Added::scope)
                .toList());
        ScopeList kept =
                decision.requested().without(Refused.names(enforced).names()).and(added);
        boolean rejected = rejects(decision, enforced, settings, atLeast);
        return new Ruling(decision, settings, enforced, stopping, kept, rejected);
    }

    /** The names of the refusals that take effect in the request. */
    public ScopeList refusedScopes() {
        return Refused.names(enforced);
    }

    /** Whether the request continues with other scopes than it came with. */
    public boolean changesRequest() {
        return !kept.equals(decision.requested());
    }

    /** @return whether the refusal takes effect under the settings, even if Keycloak leaves the scope out anyway */
    public boolean takesEffect(Refused refused) {
        return settings.enforces(refused.apis());
    }

    /** A default scope that Keycloak itself leaves out counts only if the client requested it. */
    private static boolean isOfRequest(Refused refused, ScopeDecision decision) {
        return !refused.isDefault() || decision.requested().contains(refused.scope());
    }

    private static boolean rejects(ScopeDecision decision, List<Refused> enforced, Settings settings, Refusal atLeast) {
        Refusal strictest = enforced.stream()
                .map(Refused::refusal)
                .reduce(settings.refusal().stricterOf(atLeast), Refusal::stricterOf);
        // A default scope, which the client has anyway, does not count as requested.
        boolean nothingLeft = decision.refused().stream()
                                .filter(refused -> !refused.stops() && isOfRequest(refused, decision))
                                .count()
                        == enforced.size()
                && decision.granted().stream()
                        .filter(granted -> decision.requested().contains(granted.scope()))
                        .noneMatch(Granted::isOfApi);
        return !enforced.isEmpty()
                && switch (strictest) {
                    case STRIP -> false;
                    case REJECT_IF_NONE_LEFT -> nothingLeft;
                    case REJECT -> true;
                };
    }
}
