package io.github.permissionscopes.decision;

import io.github.permissionscopes.decision.Verdict.Added;
import io.github.permissionscopes.decision.Verdict.Granted;
import io.github.permissionscopes.decision.Verdict.PassedThrough;
import io.github.permissionscopes.decision.Verdict.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The rule that decides whether a scope is granted; there is no other place that does. */
public final class ScopePolicy {

    private ScopePolicy() {}

    /**
     * Judges every requested scope and the client's default scopes, and adds those that are granted automatically.
     *
     * @return one verdict per requested scope in the order of the request, then one per other default scope, then the
     *     added scopes, both sorted by name
     */
    public static ScopeDecision decide(ScopeRequest request) {
        List<Verdict> verdicts = new ArrayList<>(request.requested().names().size());
        for (String scope : request.requested().names()) {
            List<ScopeRule> rules = request.rulesOf(scope);
            verdicts.add(rules.isEmpty() ? new PassedThrough(scope) : judge(scope, rules, request));
        }
        Map<String, List<ScopeRule>> unasked = unasked(request);
        unasked.forEach((scope, rules) -> {
            List<ScopeRule> always = rules.stream().filter(ScopeRule::isDefault).toList();
            if (!always.isEmpty()) {
                verdicts.add(judge(scope, always, request));
            }
        });
        unasked.forEach((scope, rules) -> {
            if (rules.stream().allMatch(rule -> rule.autoGrant() && !rule.isDefault())
                    && judge(scope, rules, request) instanceof Granted granted) {
                verdicts.add(new Added(scope, granted.apis()));
            }
        });
        return new ScopeDecision(request, verdicts);
    }

    private static Map<String, List<ScopeRule>> unasked(ScopeRequest request) {
        List<String> requested = request.requested().names();
        int asked = 0;
        for (String scope : requested) {
            asked += request.rules().containsKey(scope) ? 1 : 0;
        }
        if (asked == request.rules().size()) {
            return Map.of();
        }
        Map<String, List<ScopeRule>> unasked = new TreeMap<>(request.rules());
        requested.forEach(unasked::remove);
        unasked.remove(StandardScopes.OPENID);
        unasked.values().removeIf(List::isEmpty);
        return unasked;
    }

    /**
     * The decision if the protected scopes cannot even be read: everything except {@code openid} is refused, and
     * nothing is added.
     */
    public static ScopeDecision failClosed(ScopeList requested, Occasion occasion) {
        ScopeRequest unread = ScopeRequest.unheld(requested, Map.of(), Optional.empty(), occasion);
        List<Verdict> verdicts = requested.names().stream()
                .<Verdict>map(scope ->
                        scope.equals(StandardScopes.OPENID) ? new PassedThrough(scope) : unevaluated(scope, Set.of()))
                .toList();
        return new ScopeDecision(unread, verdicts);
    }

    /**
     * The decision if the protected scopes are known but the rule cannot be evaluated: all protected scopes are
     * refused, and nothing is added. A scope whose APIs are all only reported on is still only reported. In a token for
     * one API it is not, because there a scope may be refused on account of that API.
     */
    public static ScopeDecision failClosed(ScopeRequest request) {
        List<Verdict> verdicts = new ArrayList<>();
        for (String scope : request.requested().names()) {
            verdicts.add(request.rulesOf(scope).stream()
                    .map(rule -> unevaluated(scope, request.target().isPresent() ? Set.of() : rule.apis()))
                    .reduce(Refused::and)
                    .<Verdict>map(refused -> refused)
                    .orElseGet(() -> new PassedThrough(scope)));
        }
        return new ScopeDecision(request, verdicts);
    }

    /** Whether a refusal of {@link #failClosed(ScopeRequest)} could take effect under these settings. */
    public static boolean failureTakesEffect(ScopeRequest request, Settings settings) {
        return request.target().isPresent()
                ? settings.mode() == Mode.ENFORCE
                : request.allRules().anyMatch(rule -> settings.enforces(rule.apis()));
    }

    private static Refused unevaluated(String scope, Set<String> apis) {
        return new Refused(scope, Reason.EVALUATION_FAILED, apis, Refusal.STRIP);
    }

    /** All scopes that the token may stand for must be permitted: Keycloak decides which one it is. */
    private static Verdict judge(String scope, List<ScopeRule> rules, ScopeRequest request) {
        if (rules.size() == 1) {
            return judge(scope, rules.get(0), request);
        }
        List<Verdict> verdicts =
                rules.stream().map(rule -> judge(scope, rule, request)).toList();
        Stream<Granted> granted =
                verdicts.stream().filter(Granted.class::isInstance).map(Granted.class::cast);
        return verdicts.stream()
                .filter(Refused.class::isInstance)
                .map(Refused.class::cast)
                .reduce(Refused::and)
                .<Verdict>map(refused -> refused)
                .orElseGet(() -> granted.reduce(Granted::and).orElseThrow());
    }

    private static Verdict judge(String scope, ScopeRule rule, ScopeRequest request) {
        if (rule.isOrphaned()) {
            return refused(scope, Reason.NO_PERMISSION_DEFINED, rule.apis(), rule, request);
        }
        Optional<String> target = StandardScopes.mayBeOfApi(scope) ? request.target() : Optional.empty();
        if (target.isPresent() && rule.isOfOtherApiThan(target.get())) {
            return refused(scope, Reason.OTHER_API, Set.of(target.get()), rule, request);
        }
        ScopeRule relevant = target.map(rule::inTokenFor).orElse(rule);
        if (!relevant.satisfiedBy(request.held())) {
            return refused(scope, Reason.NOT_PERMITTED, rule.apis(), rule, request);
        }
        Set<String> without = relevant.apisWithout(request.held());
        if (!without.isEmpty()) {
            return refused(scope, Reason.AMBIGUOUS_API, without, rule, request);
        }
        // Last, so that a higher level is suggested only to subjects who would then get the scope.
        return rule.reachedBy(request.level())
                ? new Granted(scope, relevant.heldOf(request.held()), rule.apis())
                : refused(scope, Reason.ACR_TOO_LOW, rule.apis(), rule, request);
    }

    private static Refused refused(
            String scope, Reason reason, Set<String> apis, ScopeRule rule, ScopeRequest request) {
        return new Refused(scope, reason, apis, rule.refusal(), rule.isDefault(), rule.isLeftOut(request.held()));
    }
}
