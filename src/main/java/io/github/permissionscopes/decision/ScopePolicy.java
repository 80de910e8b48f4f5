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
import java.util.function.Predicate;

/** The rule. The only place that decides about granting. */
public final class ScopePolicy {

    /** OpenID Connect's own scope. It says which protocol is spoken, so it is never anybody's permission. */
    public static final String OPENID = "openid";

    /**
     * OpenID Connect's scope for refresh tokens that outlive the session. Keycloak maps a role to it, so it is protected;
     * but it is no API's scope, and who gets nothing else has got nothing.
     */
    public static final String OFFLINE_ACCESS = "offline_access";

    private ScopePolicy() {}

    /**
     * Judges every requested scope and adds those that are granted unasked.
     *
     * @return one verdict per requested scope in request order, then the added scopes in the order of their names; never
     *     null
     */
    public static ScopeDecision decide(ScopeRequest request) {
        List<Verdict> verdicts = new ArrayList<>();
        for (String scope : request.requested().names()) {
            ScopeRule rule = request.rules().get(scope);
            verdicts.add(rule == null || scope.equals(OPENID) ? new PassedThrough(scope) : judge(scope, rule, request));
        }
        for (Map.Entry<String, ScopeRule> entry : new TreeMap<>(request.rules()).entrySet()) {
            boolean unasked = !request.requested().contains(entry.getKey())
                    && !entry.getKey().equals(OPENID);
            if (unasked
                    && entry.getValue().autoGrant()
                    && judge(entry.getKey(), entry.getValue(), request) instanceof Granted) {
                verdicts.add(new Added(entry.getKey(), entry.getValue().apis()));
            }
        }
        return new ScopeDecision(request.requested(), verdicts);
    }

    /**
     * The decision where the rule cannot be evaluated: what may be protected is refused, nothing is added.
     *
     * @param mayBeProtected says for a requested scope whether it is, or may be, protected
     */
    public static ScopeDecision failClosed(ScopeList requested, Predicate<String> mayBeProtected) {
        List<Verdict> verdicts = new ArrayList<>();
        for (String scope : requested.names()) {
            verdicts.add(
                    scope.equals(OPENID) || !mayBeProtected.test(scope)
                            ? new PassedThrough(scope)
                            : new Refused(scope, Reason.EVALUATION_FAILED, Set.of(), Refusal.STRIP));
        }
        return new ScopeDecision(requested, verdicts);
    }

    private static Verdict judge(String scope, ScopeRule rule, ScopeRequest request) {
        if (rule.isOrphaned()) {
            return refused(scope, Reason.NO_PERMISSION_DEFINED, rule);
        }
        Optional<String> target = scope.equals(OFFLINE_ACCESS) ? Optional.empty() : request.target();
        if (target.isPresent() && rule.isOfOtherApiThan(target.get())) {
            return new Refused(scope, Reason.OTHER_API, Set.of(target.get()), rule.refusal());
        }
        ScopeRule relevant = target.map(rule::inTokenFor).orElse(rule);
        if (!relevant.satisfiedBy(request.held())) {
            return refused(scope, Reason.NOT_PERMITTED, rule);
        }
        // Last, so that only those are told to log in again who would get the scope then.
        return rule.reachedBy(request.level())
                ? new Granted(scope, relevant.heldOf(request.held()), rule.apis())
                : refused(scope, Reason.ACR_TOO_LOW, rule);
    }

    private static Refused refused(String scope, Reason reason, ScopeRule rule) {
        return new Refused(scope, reason, rule.apis(), rule.refusal());
    }
}
