package io.github.permissionscopes.status;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.authenticators.access.AllowAccessAuthenticatorFactory;
import org.keycloak.authentication.authenticators.access.DenyAccessAuthenticatorFactory;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Whether a step of the product runs before a user is known: Keycloak runs the steps of a flow from the top. */
final class LoginOrder {

    /** They need no user, and identify none. */
    private static final Set<String> FIND_NOBODY =
            Set.of(AllowAccessAuthenticatorFactory.PROVIDER_ID, DenyAccessAuthenticatorFactory.PROVIDER_ID);

    private final KeycloakSession session;
    private final RealmModel realm;

    LoginOrder(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /**
     * @return whether every step before it needs a user, and one after it identifies one. False if no step does: after
     *     a login at an identity provider the user is known from the start
     */
    boolean isBeforeLogin(FlowStep ours) {
        List<AuthenticationExecutionModel> steps = running(ours.topFlow())
                .filter(step -> isStep(step) || step.equals(ours.step()))
                .toList();
        int at = steps.indexOf(ours.step());
        if (at < 0 || steps.subList(0, at).stream().anyMatch(this::mayFindUser)) {
            return false;
        }
        List<AuthenticationExecutionModel> after = steps.subList(at + 1, steps.size());
        return after.stream().anyMatch(this::mayFindUser) && !(ours.isCondition() && isOfLogin(ours, after));
    }

    /**
     * Whether the condition guards the step that identifies the user. Before that it is true, and that step needs no
     * user.
     */
    private boolean isOfLogin(FlowStep condition, List<AuthenticationExecutionModel> after) {
        return after.isEmpty()
                || !after.get(0).getParentFlow().equals(condition.step().getParentFlow())
                || mayFindUser(after.get(0));
    }

    /** @return whether it runs, or contains steps that do; a condition does not count in the order of a flow's steps */
    boolean isStep(AuthenticationExecutionModel execution) {
        return execution.isAuthenticatorFlow()
                || execution.getAuthenticator() == null
                || !(session.getKeycloakSessionFactory()
                                .getProviderFactory(Authenticator.class, execution.getAuthenticator())
                        instanceof ConditionalAuthenticatorFactory);
    }

    private Stream<AuthenticationExecutionModel> running(String flow) {
        return realm.getAuthenticationExecutionsStream(flow)
                .filter(execution -> !execution.isDisabled())
                .flatMap(execution ->
                        execution.isAuthenticatorFlow() ? running(execution.getFlowId()) : Stream.of(execution));
    }

    /** True also for a missing or unknown step. */
    private boolean mayFindUser(AuthenticationExecutionModel step) {
        if (step.getAuthenticator() == null || FIND_NOBODY.contains(step.getAuthenticator())) {
            return false;
        }
        Authenticator authenticator = session.getProvider(Authenticator.class, step.getAuthenticator());
        return authenticator == null || !authenticator.requiresUser();
    }
}
