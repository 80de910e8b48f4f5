package io.github.permissionscopes.explain;

import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.decision.Reason;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.decision.ScopePolicy;
import io.github.permissionscopes.decision.ScopeRequest;
import io.github.permissionscopes.decision.ScopeRule;
import io.github.permissionscopes.decision.Verdict.Refused;
import io.github.permissionscopes.realm.AuthenticationLevel;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.RoleModel;

/** Evaluates the rule under changed circumstances. */
final class Trial {

    private final ScopeQuestion question;
    private final Set<String> held;

    Trial(ScopeQuestion question, Paths paths) {
        this.question = question;
        this.held = paths.roleIds();
    }

    /** @return the reason for which this rule refuses the scope; empty if it is granted */
    Optional<Reason> refusal(String scope, ScopeRule rule) {
        return refusal(scope, rule, question.api(), List.of());
    }

    /**
     * @param api that the token would be for; empty for none
     * @param more roles that the subject would be given
     */
    Optional<Reason> refusal(String scope, ScopeRule rule, Optional<String> api, Collection<RoleModel> more) {
        return ScopePolicy.decide(new ScopeRequest(
                        new ScopeList(List.of(scope)), Map.of(scope, List.of(rule)), with(more), api, level(rule)))
                .refused()
                .stream()
                .map(Refused::reason)
                .findFirst();
    }

    /** Copies the roles of the subject only if they change: there may be thousands, and one question per scope. */
    private Set<String> with(Collection<RoleModel> more) {
        if (more.isEmpty()) {
            return held;
        }
        Set<String> roles = new HashSet<>(held);
        more.forEach(role -> roles.add(role.getId()));
        return roles;
    }

    /** Whether the subject has the permissions; a level of authentication that is too low does not count. */
    boolean isPermitted(String scope, ScopeRule rule, Optional<String> api, Collection<RoleModel> more) {
        return refusal(scope, rule, api, more)
                .filter(reason -> reason != Reason.ACR_TOO_LOW)
                .isEmpty();
    }

    /** Whether the login has the level that the rule requires. */
    boolean isReached(ScopeRule rule) {
        return rule.reachedBy(level(rule));
    }

    private int level(ScopeRule rule) {
        return rule.minimumLevel().isPresent() ? question.level().getAsInt() : AuthenticationLevel.NONE;
    }
}
