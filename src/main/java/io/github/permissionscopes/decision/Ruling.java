package io.github.permissionscopes.decision;

import io.github.permissionscopes.decision.Verdict.Added;
import io.github.permissionscopes.decision.Verdict.Granted;
import io.github.permissionscopes.decision.Verdict.Refused;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A decision under the realm's settings: what is to be done.
 *
 * @param decision the verdicts, whatever the settings
 * @param settings the settings it was made under
 * @param enforced the refusals that take effect in the request; a subset of {@code decision.refused()}
 * @param stopping the refusals that take effect as well, and not in the request: the client has these scopes whatever it
 *     asks for, so the tokens are stopped when they are made
 * @param kept the scopes the request goes on with: the requested ones in their order, then the added ones
 * @param rejected whether the whole request is to be answered with {@code invalid_scope} instead
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

    /**
     * @param atLeast a refusal that this request asks for beyond the realm's (for example one login flow); only ever
     *     tightens
     */
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

    /** Whether the request goes on with other scopes than it came with. */
    public boolean changesRequest() {
        return !kept.equals(decision.requested());
    }

    /** @return whether it takes effect, or would change nothing since Keycloak itself leaves the scope out */
    public boolean takesEffect(Refused refused) {
        return settings.enforces(refused.apis());
    }

    /** A default scope that Keycloak leaves out itself counts where the client has asked for it. */
    private static boolean isOfRequest(Refused refused, ScopeDecision decision) {
        return !refused.isDefault() || decision.requested().contains(refused.scope());
    }

    private static boolean rejects(ScopeDecision decision, List<Refused> enforced, Settings settings, Refusal atLeast) {
        Refusal strictest = enforced.stream()
                .map(Refused::refusal)
                .reduce(settings.refusal().stricterOf(atLeast), Refusal::stricterOf);
        // What the client has whatever it asks for is not what it has asked for.
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
