package io.github.permissionscopes.login;

import io.github.permissionscopes.authorization.Rejection;
import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.config.AuthenticatorConfig;
import io.github.permissionscopes.config.SwitchConfig;
import io.github.permissionscopes.decision.Ruling;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.Authenticator;
import org.keycloak.models.AuthenticatorConfigModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The enforcement point of a login as an explicit step of a login flow, for flows that refuse more strictly than the
 * realm. It does nothing while the realm's switch is off, so enforcement is controlled in one place.
 */
final class PermissionScopesAuthenticator implements Authenticator {

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        LoginScopes.tighten(
                context.getAuthenticationSession(),
                SwitchConfig.parseRefusal(configured(context, AuthenticatorConfig.REFUSAL)));
        if (Boolean.parseBoolean(configured(context, AuthenticatorConfig.NOTICE))) {
            Notice.wanted(context.getAuthenticationSession());
        }
        Optional<Ruling> rejected = LoginScopes.narrow(
                        context.getSession(), context.getAuthenticationSession(), context.getUser(), context.getEvent())
                .filter(Ruling::rejected);
        if (rejected.isEmpty()) {
            context.success();
            return;
        }
        RequestState.of(context.getSession()).tokenRequest().ifPresent(grant -> {
            throw Rejection.atTokenEndpoint(grant.cors(), context.getEvent(), rejected.get());
        });
        // Thrown, not set as a challenge: with prompt=none Keycloak would turn a challenge into login_required.
        throw LoginRejection.thrown(
                context.getSession(), context.getAuthenticationSession(), context.getEvent(), rejected.get());
    }

    /** @return null if not configured */
    private static String configured(AuthenticationFlowContext context, String key) {
        AuthenticatorConfigModel config = context.getAuthenticatorConfig();
        return config == null || config.getConfig() == null
                ? null
                : config.getConfig().get(key);
    }

    /** Not called by a form: the required action shows the notice after the flow. */
    @Override
    public void action(AuthenticationFlowContext context) {
        authenticate(context);
    }

    @Override
    public boolean requiresUser() {
        return true;
    }

    @Override
    public boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
        return true;
    }

    @Override
    public void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {}

    @Override
    public void close() {}
}
