package io.github.permissionscopes.status;

import io.github.permissionscopes.config.AuthenticatorConfig;
import io.github.permissionscopes.config.ConditionConfig;
import io.github.permissionscopes.decision.StandardScopes;
import io.github.permissionscopes.realm.ScopeTokens;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Finds problems of the product's steps in login flows: Keycloak stores a step, or its config, without validation. */
final class FlowFindings {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final LoginOrder order;
    private final Map<String, ClientScopeModel> scopes;

    FlowFindings(KeycloakSession session, RealmModel realm, List<ScopeFacts> scopes) {
        this.session = session;
        this.realm = realm;
        this.order = new LoginOrder(session, realm);
        this.scopes = scopes.stream()
                .collect(Collectors.toMap(scope -> scope.name(), scope -> scope.scope(), (one, other) -> one));
    }

    Stream<Finding> find() {
        return FlowStep.of(realm).flatMap(step -> Stream.of(place(step), config(step), scopes(step))
                .flatMap(findings -> findings));
    }

    private Stream<Finding> place(FlowStep step) {
        if (step.isDisabled()) {
            return ofUsed(
                    step, " is Disabled, or a sub-flow around it is, and the flow is in use: the step is not run.");
        }
        Optional<String> whyNotAsked = whyNotAsked(step);
        if (whyNotAsked.isPresent()) {
            return Stream.of(found(FindingCode.STEP_NOT_ASKED, step, whyNotAsked.get()));
        }
        Optional<List<AuthenticationExecutionModel>> ignored = step.ignoredAlternatives(realm);
        if (ignored.isPresent()) {
            return Stream.of(found(
                    FindingCode.STEP_BESIDE_ALTERNATIVES,
                    step,
                    " is required, or a sub-flow around it is, beside alternatives. Keycloak ignores these then, and nobody"
                            + " logs in by them: "
                            + ignored.get().stream().map(this::named).collect(Collectors.joining(", ")) + "."));
        }
        if (order.isBeforeLogin(step)) {
            return Stream.of(found(
                    FindingCode.STEP_BEFORE_LOGIN,
                    step,
                    " stands before the steps that log the user in, and "
                            + (step.isCondition()
                                    ? "what it guards needs to know who that is: a login for which it holds"
                                    : "needs to know who that is: every login")
                            + " ends with an error."));
        }
        return step.guardsNothing(realm, order::isStep)
                ? ofUsed(
                        step,
                        " has no step beside it that is on, and the flow is in use: a login for which the condition holds"
                                + " ends with an error.")
                : Stream.empty();
    }

    private Optional<String> whyNotAsked(FlowStep step) {
        if (step.isPassedOver(realm)) {
            return Optional.of(
                    step.isCondition()
                            ? " stands in no conditional sub-flow: Keycloak does not ask it, and the steps beside it are for"
                                    + " every login."
                            : " is one of several alternatives. The first that succeeds ends them, and that is the one that"
                                    + " logs the user in: the step is not asked.");
        }
        if (step.isIgnored(realm, order::isStep)) {
            return Optional.of(
                    " is an alternative, or a sub-flow around it is, beside what is required. Keycloak ignores"
                            + " alternatives there: the step is not asked.");
        }
        return step.isPassedByCookie(realm)
                ? Optional.of(
                        " stands in an alternative to Cookie: who is logged in already comes by the cookie, and the step"
                                + " is not asked.")
                : Optional.empty();
    }

    private Stream<Finding> ofUsed(FlowStep step, String message) {
        return isUsed(step.topFlow()) ? Stream.of(found(FindingCode.STEP_DISABLED, step, message)) : Stream.empty();
    }

    private Finding found(FindingCode code, FlowStep step, String message) {
        return code.about(FoundObject.of(step.flow()), named(step) + message);
    }

    private boolean isUsed(String flowId) {
        AuthenticationFlowModel flow = realm.getAuthenticationFlowById(flowId);
        return flow != null && KeycloakModelUtils.isFlowUsed(session, realm, flow);
    }

    private Stream<Finding> config(FlowStep step) {
        if (step.hasLostConfig()) {
            return unreadable(step, List.of("its config is not there any more: it is as if it had none."));
        }
        if (step.isCondition() && step.values().isEmpty()) {
            return Stream.of(FindingCode.CONDITION_NOT_CONFIGURED.about(
                    FoundObject.of(step.flow()),
                    named(step)
                            + " has no config: the sub-flow is for every login that asks for a protected scope which the"
                            + " user may have, and gives no level of authentication."));
        }
        return unreadable(
                step,
                step.isCondition()
                        ? ConditionConfig.problems(step.values())
                        : AuthenticatorConfig.problems(step.values()));
    }

    private Stream<Finding> unreadable(FlowStep step, List<String> problems) {
        return problems.stream()
                .map(problem ->
                        FindingCode.UNREADABLE_CONFIG.about(FoundObject.of(step.flow()), named(step) + ": " + problem));
    }

    private Stream<Finding> scopes(FlowStep step) {
        if (!step.isCondition()) {
            return Stream.empty();
        }
        Predicate<String> isScope = this::isScope;
        return ConditionConfig.scopes(step.values().get(ConditionConfig.SCOPES), isScope).names().stream()
                .filter(isScope.negate())
                .map(name -> FindingCode.UNKNOWN_CONDITION_SCOPE.about(
                        FoundObject.of(step.flow()),
                        named(step) + " names the scope \"" + name + "\", which is not there: no login asks for it."));
    }

    /** As a requested token is resolved: it may also name a variant of a parameterized scope. */
    private boolean isScope(String name) {
        return name.equals(StandardScopes.OPENID)
                || !ScopeTokens.candidates(name, scopes, Map.of()).isEmpty();
    }

    private String named(FlowStep step) {
        return "Step " + named(step.step()) + " (execution " + step.step().getId()
                + (step.config() == null ? "" : ", config " + step.config().getAlias()) + ")";
    }

    /** As the console names it. */
    private String named(AuthenticationExecutionModel step) {
        if (step.isAuthenticatorFlow()) {
            AuthenticationFlowModel flow = realm.getAuthenticationFlowById(step.getFlowId());
            return "sub-flow " + (flow == null ? step.getFlowId() : flow.getAlias());
        }
        return session.getKeycloakSessionFactory().getProviderFactory(Authenticator.class, step.getAuthenticator())
                        instanceof AuthenticatorFactory factory
                ? factory.getDisplayType()
                : step.getAuthenticator();
    }
}
