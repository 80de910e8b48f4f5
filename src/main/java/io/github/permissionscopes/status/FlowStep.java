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
 * A step of the product in a login flow.
 *
 * @param flow that contains it
 * @param chain the step, the sub-flow that contains it, and so on, up to an execution of the top flow
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

    /** @return whether the step refers to a config that does not exist */
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
     * @return whether Keycloak never runs it, or not if another step succeeded ({@code DefaultAuthenticationFlow}: a
     *     condition counts in a conditional sub-flow only, and the first successful alternative ends the others)
     */
    boolean isPassedOver(RealmModel realm) {
        if (isCondition()) {
            return chain.size() == 1 || !chain.get(1).isConditional();
        }
        return step().isAlternative() && beside(realm, step()).anyMatch(AuthenticationExecutionModel::isAlternative);
    }

    /**
     * @param isStep whether an execution of a flow is more than a condition
     * @return whether Keycloak ignores it because it is an alternative, or in one, beside a required execution
     *     ({@code DefaultAuthenticationFlow.fillListsOfExecutions})
     */
    boolean isIgnored(RealmModel realm, Predicate<AuthenticationExecutionModel> isStep) {
        return steps().filter(AuthenticationExecutionModel::isAlternative)
                .anyMatch(alternative -> beside(realm, alternative)
                        .filter(isStep)
                        .anyMatch(other -> other.isRequired() || other.isConditional()));
    }

    /** @return whether it is in an alternative to Keycloak's cookie, so that a login by cookie never reaches it */
    boolean isPassedByCookie(RealmModel realm) {
        return chain.stream()
                .skip(1)
                .filter(AuthenticationExecutionModel::isAlternative)
                .flatMap(alternative -> beside(realm, alternative))
                .anyMatch(other -> other.isAlternative()
                        && CookieAuthenticatorFactory.PROVIDER_ID.equals(other.getAuthenticator()));
    }

    /** @return whether it is a condition without an enabled step to guard */
    boolean guardsNothing(RealmModel realm, Predicate<AuthenticationExecutionModel> isStep) {
        return isCondition() && beside(realm, step()).noneMatch(other -> !other.isDisabled() && isStep.test(other));
    }

    /** Without a condition, which does not count as a step of its flow. */
    private Stream<AuthenticationExecutionModel> steps() {
        return chain.stream().skip(isCondition() ? 1 : 0);
    }

    private static Stream<AuthenticationExecutionModel> beside(RealmModel realm, AuthenticationExecutionModel step) {
        return realm.getAuthenticationExecutionsStream(step.getParentFlow())
                .filter(other -> !other.getId().equals(step.getId()));
    }

    /** @return id of the top flow */
    String topFlow() {
        return chain.get(chain.size() - 1).getParentFlow();
    }

    /**
     * @return the alternatives that Keycloak ignores because of the step, or of a sub-flow around it, beside them
     *     ({@code DefaultAuthenticationFlow.fillListsOfExecutions}, the same in 26.0 to 26.7); empty if there are none
     */
    Optional<List<AuthenticationExecutionModel>> ignoredAlternatives(RealmModel realm) {
        if (isDisabled()) {
            return Optional.empty();
        }
        // An alternative hides its contents from the flows above, and a condition does not count as a step of its flow.
        return steps().takeWhile(execution -> !execution.isAlternative())
                .map(execution -> realm.getAuthenticationExecutionsStream(execution.getParentFlow())
                        .filter(AuthenticationExecutionModel::isAlternative)
                        .toList())
                .filter(alternatives -> !alternatives.isEmpty())
                .findFirst();
    }
}
