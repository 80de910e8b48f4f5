package io.github.permissionscopes.decision;

import io.github.permissionscopes.decision.Verdict.Added;
import io.github.permissionscopes.decision.Verdict.Granted;
import io.github.permissionscopes.decision.Verdict.Refused;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
        List<Refused> enforced = new ArrayList<>();
        List<Refused> stopping = new ArrayList<>();
        for (Refused one : decision.refused()) {
            if (!settings.enforces(one.apis())) {
                continue;
            }
            if (one.stops()) {
                stopping.add(one);
            } else if (isOfRequest(one, decision)) {
                enforced.add(one);
            }
        }
        ScopeList kept = decision.requested();
        if (!enforced.isEmpty()) {
            kept = kept.without(enforced.stream().map(Refused::scope).collect(Collectors.toSet()));
        }
        // A scope is added only where a refusal would take effect too: report mode changes nothing at all.
        List<String> added = new ArrayList<>();
        for (Added add : decision.added()) {
            if (settings.enforces(add.apis())) {
                added.add(add.scope());
            }
        }
        if (!added.isEmpty()) {
            kept = kept.and(new ScopeList(added));
        }
        boolean rejected = !enforced.isEmpty() && rejects(decision, enforced, settings, atLeast);
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

    /** @param enforced at least one */
    private static boolean rejects(ScopeDecision decision, List<Refused> enforced, Settings settings, Refusal atLeast) {
        Refusal strictest = enforced.stream()
                .map(Refused::refusal)
                .reduce(settings.refusal().stricterOf(atLeast), Refusal::stricterOf);
        return switch (strictest) {
            case STRIP -> false;
            case REJECT_IF_NONE_LEFT -> isNothingLeft(decision, enforced);
            case REJECT -> true;
        };
    }

    /** A default scope, which the client has anyway, does not count as requested. */
    private static boolean isNothingLeft(ScopeDecision decision, List<Refused> enforced) {
        Set<String> requested = new HashSet<>(decision.requested().names());
        return decision.refused().stream()
                                .filter(refused -> !refused.stops() && isOfRequest(refused, decision))
                                .count()
                        == enforced.size()
                && decision.granted().stream()
                        .filter(granted -> requested.contains(granted.scope()))
                        .noneMatch(Granted::isOfApi);
    }
}
