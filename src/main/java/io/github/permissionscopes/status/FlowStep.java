package io.github.permissionscopes.status;

import io.github.permissionscopes.config.PermissionScopes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.authenticators.browser.CookieAuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.AuthenticatorConfigModel;
import org.keycloak.models.RealmModel;

/**
 * A step of ours in a login flow.
 *
 * @param flow that it stands in
 * @param chain the step, the sub-flow that it stands in, and so on, up to what stands in the flow at the top
 */
record FlowStep(
        AuthenticationFlowModel flow,
        @Nullable AuthenticatorConfigModel config,
        List<AuthenticationExecutionModel> chain) {

    private static final Set<String> OURS = Set.of(PermissionScopes.AUTHENTICATOR_ID, PermissionScopes.CONDITION_ID);

    static Stream<FlowStep> of(RealmModel realm) {
        return realm.getAuthenticationFlowsStream()
                .flatMap(flow -> realm.getAuthenticationExecutionsStream(flow.getId())
                        .filter(step -> step.getAuthenticator() != null && OURS.contains(step.getAuthenticator()))
                        .map(step -> new FlowStep(flow, config(realm, step), chain(realm, step))));
    }

    private static @Nullable AuthenticatorConfigModel config(RealmModel realm, AuthenticationExecutionModel step) {
        return step.getAuthenticatorConfig() == null
                ? null
                : realm.getAuthenticatorConfigById(step.getAuthenticatorConfig());
    }

    private static List<AuthenticationExecutionModel> chain(RealmModel realm, AuthenticationExecutionModel step) {
        List<AuthenticationExecutionModel> chain = new ArrayList<>();
        for (AuthenticationExecutionModel at = step;
                at != null && !chain.contains(at);
                at = realm.getAuthenticationExecutionByFlowId(at.getParentFlow())) {
            chain.add(at);
        }
        return List.copyOf(chain);
    }

    AuthenticationExecutionModel step() {
        return chain.get(0);
    }

    boolean isCondition() {
        return PermissionScopes.CONDITION_ID.equals(step().getAuthenticator());
    }

    /** @return whether its config is named, and not there */
    boolean hasLostConfig() {
        return config == null && step().getAuthenticatorConfig() != null;
    }

    Map<String, String> values() {
        return config == null || config.getConfig() == null ? Map.of() : config.getConfig();
    }

    boolean isDisabled() {
        return chain.stream().anyMatch(AuthenticationExecutionModel::isDisabled);
    }

    /**
     * @return whether Keycloak never asks it, or not where another step has done ({@code DefaultAuthenticationFlow}: a
     *     condition counts in a conditional sub-flow only, and alternatives end with the first that succeeds)
     */
    boolean isPassedOver(RealmModel realm) {
        if (isCondition()) {
            return chain.size() == 1 || !chain.get(1).isConditional();
        }
        return step().isAlternative() && beside(realm, step()).anyMatch(AuthenticationExecutionModel::isAlternative);
    }

    /**
     * @param isStep whether something in a flow is more than a condition of it
     * @return whether Keycloak leaves it out, since it is an alternative, or in one, beside what is required ({@code
     *     DefaultAuthenticationFlow.fillListsOfExecutions})
     */
    boolean isIgnored(RealmModel realm, Predicate<AuthenticationExecutionModel> isStep) {
        return steps().filter(AuthenticationExecutionModel::isAlternative)
                .anyMatch(alternative -> beside(realm, alternative)
                        .filter(isStep)
                        .anyMatch(other -> other.isRequired() || other.isConditional()));
    }

    /** @return whether it stands in an alternative to Keycloak's cookie: a login by that one ends before it */
    boolean isPassedByCookie(RealmModel realm) {
        return chain.stream()
                .skip(1)
                .filter(AuthenticationExecutionModel::isAlternative)
                .flatMap(alternative -> beside(realm, alternative))
                .anyMatch(other -> other.isAlternative()
                        && CookieAuthenticatorFactory.PROVIDER_ID.equals(other.getAuthenticator()));
    }

    /** @return whether it is a condition, and nothing is on that it could ask for */
    boolean guardsNothing(RealmModel realm, Predicate<AuthenticationExecutionModel> isStep) {
        return isCondition() && beside(realm, step()).noneMatch(other -> !other.isDisabled() && isStep.test(other));
    }

    /** Without a condition, which is no step of its flow. */
    private Stream<AuthenticationExecutionModel> steps() {
        return chain.stream().skip(isCondition() ? 1 : 0);
    }

    private static Stream<AuthenticationExecutionModel> beside(RealmModel realm, AuthenticationExecutionModel step) {
        return realm.getAuthenticationExecutionsStream(step.getParentFlow())
                .filter(other -> !other.getId().equals(step.getId()));
    }

    /** @return id of the flow at the top */
    String topFlow() {
        return chain.get(chain.size() - 1).getParentFlow();
    }

    /**
     * @return the first of step and sub-flows around it that makes Keycloak ignore others beside it ({@code
     *     DefaultAuthenticationFlow.fillListsOfExecutions}, the same in 26.0 to 26.7), and these others; empty where
     *     none does
     */
    Optional<List<AuthenticationExecutionModel>> ignoredAlternatives(RealmModel realm) {
        if (isDisabled()) {
            return Optional.empty();
        }
        // What is an alternative itself hides from the flows above what is in it; and a condition is no step of its
        // flow.
        return steps().takeWhile(execution -> !execution.isAlternative())
                .map(execution -> realm.getAuthenticationExecutionsStream(execution.getParentFlow())
                        .filter(AuthenticationExecutionModel::isAlternative)
                        .toList())
                .filter(alternatives -> !alternatives.isEmpty())
                .findFirst();
    }
}
