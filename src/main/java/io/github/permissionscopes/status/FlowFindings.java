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
                    " is Required, or a sub-flow around it is, beside alternatives. Keycloak then ignores the"
                            + " alternatives, and nobody can log in with them: "
                            + ignored.get().stream().map(this::named).collect(Collectors.joining(", ")) + "."));
        }
        if (order.isBeforeLogin(step)) {
            return Stream.of(found(
                    FindingCode.STEP_BEFORE_LOGIN,
                    step,
                    " stands before the steps that log the user in, but "
                            + (step.isCondition()
                                    ? "the steps that it guards need a user: a login for which the condition is true"
                                    : "needs a user: every login")
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
                            ? " stands in no conditional sub-flow: Keycloak does not evaluate it, and the steps"
                                    + " beside it run in every login."
                            : " is one of several alternatives. Keycloak stops at the first one that succeeds, which"
                                    + " is the one that logs the user in: the step is not run.");
        }
        if (step.isIgnored(realm, order::isStep)) {
            return Optional.of(
                    " is an alternative, or a sub-flow around it is, beside what is required. Keycloak ignores"
                            + " alternatives there: the step is not run.");
        }
        return step.isPassedByCookie(realm)
                ? Optional.of(" stands in an alternative to Cookie: users who are already logged in are recognized"
                        + " by the cookie, and the step is not run for them.")
                : Optional.empty();
    }

    private Stream<Finding> ofUsed(FlowStep step, String message) {
        return isUsed(step.topFlow()) ? Stream.of(found(FindingCode.STEP_DISABLED, step, message)) : Stream.empty();
    }

    private Finding found(FindingCode code, FlowStep step, String message) {
        return new Finding(code, FoundObject.of(step.flow()), named(step) + message);
    }

    private boolean isUsed(String flowId) {
        AuthenticationFlowModel flow = realm.getAuthenticationFlowById(flowId);
        return flow != null && KeycloakModelUtils.isFlowUsed(session, realm, flow);
    }

    private Stream<Finding> config(FlowStep step) {
        if (step.hasLostConfig()) {
            return unreadable(step, List.of("its config no longer exists: the step works as if it had none."));
        }
        if (step.isCondition() && step.values().isEmpty()) {
            return Stream.of(new Finding(
                    FindingCode.CONDITION_NOT_CONFIGURED,
                    FoundObject.of(step.flow()),
                    named(step)
                            + " has no config: the sub-flow runs in every login that requests a protected scope"
                            + " which the user may have, and sets no level of authentication."));
        }
        return unreadable(
                step,
                step.isCondition()
                        ? ConditionConfig.problems(step.values())
                        : AuthenticatorConfig.problems(step.values()));
    }

    private Stream<Finding> unreadable(FlowStep step, List<String> problems) {
        return problems.stream()
                .map(problem -> new Finding(
                        FindingCode.UNREADABLE_CONFIG, FoundObject.of(step.flow()), named(step) + ": " + problem));
    }

    private Stream<Finding> scopes(FlowStep step) {
        if (!step.isCondition()) {
            return Stream.empty();
        }
        Predicate<String> isScope = this::isScope;
        return ConditionConfig.scopes(step.values().get(ConditionConfig.SCOPES), isScope).names().stream()
                .filter(isScope.negate())
                .map(name -> new Finding(
                        FindingCode.UNKNOWN_CONDITION_SCOPE,
                        FoundObject.of(step.flow()),
                        named(step) + " names the scope \"" + name + "\", which does not exist: no login can request"
                                + " it."));
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
