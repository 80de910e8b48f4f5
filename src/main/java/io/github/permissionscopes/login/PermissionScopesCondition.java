package io.github.permissionscopes.login;

import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.config.ConditionConfig;
import io.github.permissionscopes.realm.AuthenticationLevel;
import io.github.permissionscopes.realm.ProtectedScopes;
import java.util.OptionalInt;
import org.jboss.logging.Logger;
import org.keycloak.authentication.AuthenticationFlowCallback;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticator;
import org.keycloak.authentication.authenticators.util.AcrStore;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * A condition of a sub-flow: does this login request scopes that need more than it has shown so far? It evaluates the
 * question that is decided at the end of the login earlier, and records nothing.
 *
 * <p>It is false where nothing is enforced. If it cannot be evaluated it is true: the sub-flow then asks once too
 * often.
 */
final class PermissionScopesCondition implements ConditionalAuthenticator, AuthenticationFlowCallback {

    private static final Logger LOG = Logger.getLogger(PermissionScopesCondition.class);

    @Override
    public boolean matchCondition(AuthenticationFlowContext context) {
        AuthenticationSessionModel login = context.getAuthenticationSession();
        if (!OIDCLoginProtocol.LOGIN_PROTOCOL.equals(login.getProtocol())
                || !RequestState.of(context.getSession()).enforces(context.getRealm())) {
            return false;
        }
        try {
            ConditionConfig config = config(context);
            return !hasLevel(context, config) && concerns(context, config);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.errorf(
                    e,
                    "It could not be decided whether a login at client %s needs a further step; it is asked for",
                    login.getClient().getId());
            return true;
        }
    }

    private static ConditionConfig config(AuthenticationFlowContext context) {
        ClientModel client = context.getAuthenticationSession().getClient();
        return ConditionConfig.parse(
                context.getAuthenticatorConfig(),
                name -> !ProtectedScopes.of(client).assigned(name).isEmpty());
    }

    private static boolean concerns(AuthenticationFlowContext context, ConditionConfig config) {
        AuthenticationSessionModel login = context.getAuthenticationSession();
        UserModel user = context.getUser();
        // Before the user is known nothing can be decided. The next step, which needs a user too, reports the
        // configuration error.
        return user == null
                || LoginScopes.foresee(context.getSession(), login, user)
                        .map(ruling -> new ForeseenScopes(login.getClient(), ruling))
                        .filter(scopes ->
                                config.always() || scopes.areUnjudged() || scopes.match(config) != config.negate())
                        .isPresent();
    }

    /** Whether the level was reached in this login, or recently enough in an earlier one of the session. */
    private static boolean hasLevel(AuthenticationFlowContext context, ConditionConfig config) {
        if (config.level().isEmpty()) {
            return false;
        }
        int level = config.level().getAsInt();
        AuthenticationSessionModel login = context.getAuthenticationSession();
        if (AuthenticationLevel.of(login) >= level) {
            return true;
        }
        AcrStore levels = new AcrStore(context.getSession(), login);
        boolean earlier = config.maxAge() > 0 && levels.isLevelAuthenticatedInPreviousAuth(level, config.maxAge());
        if (earlier) {
            levels.setLevelAuthenticatedToCurrentRequest(level);
        }
        return earlier;
    }

    /**
     * Records the level after the sub-flow succeeded, as {@code ConditionalLoaAuthenticator} does, so that everything
     * that reads a level sees it.
     */
    @Override
    public void onParentFlowSuccess(AuthenticationFlowContext context) {
        ConditionConfig config = config(context);
        AuthenticationSessionModel login = context.getAuthenticationSession();
        OptionalInt level = config.level();
        if (level.isEmpty() || AuthenticationLevel.of(login) >= level.getAsInt()) {
            return;
        }
        AcrStore levels = new AcrStore(context.getSession(), login);
        if (config.maxAge() == 0) {
            levels.setLevelAuthenticatedToCurrentRequest(level.getAsInt());
        } else {
            levels.setLevelAuthenticated(level.getAsInt());
            login.setUserSessionNote(Constants.LOA_MAP, login.getAuthNote(Constants.LOA_MAP));
        }
    }

    /** There is no form. */
    @Override
    public void action(AuthenticationFlowContext context) {}

    @Override
    public boolean requiresUser() {
        return true;
    }

    @Override
    public void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {}

    @Override
    public void close() {}
}
