package io.github.permissionscopes.authorization;

import io.github.permissionscopes.decision.Mode;
import io.github.permissionscopes.decision.Occasion;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeDecision;
import io.github.permissionscopes.decision.ScopePolicy;
import io.github.permissionscopes.decision.ScopeRequest;
import io.github.permissionscopes.decision.ScopeRule;
import io.github.permissionscopes.decision.Settings;
import io.github.permissionscopes.realm.AuthenticationLevel;
import io.github.permissionscopes.realm.HeldPermissions;
import io.github.permissionscopes.realm.ProtectedScopes;
import io.github.permissionscopes.telemetry.DecisionMetrics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.keycloak.models.RealmModel;

/**
 * Gathers the input of the rule and applies it. If the rule cannot be evaluated, protected scopes are refused.
 *
 * @param settings of a realm; empty if nothing is to be decided
 */
record RuleAuthorizer(Function<RealmModel, Optional<Settings>> settings) implements ScopeAuthorizer {

    private static final Logger LOG = Logger.getLogger(RuleAuthorizer.class);

    @Override
    public Optional<Ruling> authorize(ScopeQuestion question) {
        return settings.apply(question.client().getRealm())
                .map(found -> Ruling.of(decide(question, found), found, question.atLeast()));
    }

    private static ScopeDecision decide(ScopeQuestion question, Settings settings) {
        ScopeRequest request;
        try {
            request = ScopeRequest.unheld(question.requested(), rules(question), question.api(), question.occasion());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return failed(
                    question,
                    ScopePolicy.failClosed(question.requested(), question.occasion()),
                    settings.mode() == Mode.ENFORCE,
                    e);
        }
        try {
            return ScopePolicy.decide(request.by(held(question, request), level(question, request)));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return failed(
                    question, ScopePolicy.failClosed(request), ScopePolicy.failureTakesEffect(request, settings), e);
        }
    }

    private static Map<String, List<ScopeRule>> rules(ScopeQuestion question) {
        ProtectedScopes scopes = ProtectedScopes.of(question.client());
        return switch (question.occasion()) {
            case GRANT -> {
                Map<String, List<ScopeRule>> rules = new HashMap<>(scopes.autoGrantRules());
                rules.putAll(scopes.rulesOf(question.requested()));
                yield rules;
            }
            case RENEWAL -> scopes.rulesOf(question.requested());
            case ISSUANCE -> scopes.rulesOfIssued(question.requested(), question.resolved());
        };
    }

    /** The subject's roles are read only if the request contains protected scopes. */
    private static Set<String> held(ScopeQuestion question, ScopeRequest request) {
        return HeldPermissions.among(request.permissions(), question.subject());
    }

    private static int level(ScopeQuestion question, ScopeRequest request) {
        return request.concernsLevel() ? question.level().getAsInt() : AuthenticationLevel.NONE;
    }

    /**
     * @param closed the decision that grants no protected scope
     * @param takesEffect whether a refusal could take effect; otherwise the failure changes nothing
     */
    private static ScopeDecision failed(
            ScopeQuestion question, ScopeDecision closed, boolean takesEffect, Throwable e) {
        if (question.occasion() == Occasion.RENEWAL && takesEffect) {
            DecisionMetrics.countUnevaluated(question.client().getRealm(), Mode.ENFORCE);
            throw e instanceof RuntimeException failure
                    ? failure
                    : new IllegalStateException("The scopes could not be judged", e);
        }
        LOG.errorf(
                e,
                "The scopes of client %s could not be judged; its protected scopes are refused",
                question.client().getId());
        return closed;
    }
}
