package io.github.permissionscopes.enforce.login;

import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.enforce.Rejection;
import jakarta.ws.rs.core.Response;
import org.keycloak.OAuth2Constants;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.AuthenticationFlowException;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.LoginProtocol.Error;
import org.keycloak.protocol.oidc.OIDCAdvancedConfigWrapper;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.grants.device.DeviceGrantType;
import org.keycloak.protocol.oidc.utils.OIDCRedirectUriBuilder;
import org.keycloak.protocol.oidc.utils.OIDCResponseMode;
import org.keycloak.protocol.oidc.utils.OIDCResponseType;
import org.keycloak.services.ErrorPage;
import org.keycloak.services.managers.AuthenticationSessionManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/** The authorization endpoint's answer to a rejected request (RFC 6749 §4.1.2.1). */
public final class LoginRejection {

    /** Key in {@code theme-resources/messages}. */
    private static final String MESSAGE = "permissionScopesRejected";

    private LoginRejection() {}

    /**
     * The answer as an exception, for moments at which Keycloak takes no other: {@code
     * AuthenticationProcessor.handleBrowserException} sends it.
     */
    static AuthenticationFlowException thrown(
            KeycloakSession session, AuthenticationSessionModel authSession, EventBuilder event, Ruling ruling) {
        event.user(authSession.getAuthenticatedUser()).detail(Details.REASON, Rejection.description(ruling));
        return new Thrown(answer(session, authSession, Rejection.description(ruling)));
    }

    /**
     * Ends this tab's login and sends the client {@code invalid_scope} in the response mode it asked for, as
     * {@code OIDCLoginProtocol.sendError} does for its own errors. A device is told {@code access_denied} when it polls.
     * Without a redirect URI: an error page.
     */
    public static Response answer(KeycloakSession session, AuthenticationSessionModel authSession, String description) {
        return answer(session, authSession, Rejection.ERROR, description);
    }

    /** As above, with an error of its own. */
    public static Response answer(
            KeycloakSession session, AuthenticationSessionModel authSession, String error, String description) {
        if (DeviceGrantType.isOAuth2DeviceVerificationFlow(authSession)) {
            return DeviceGrantType.denyOAuth2DeviceAuthorization(authSession, Error.CONSENT_DENIED, session);
        }
        RealmModel realm = authSession.getRealm();
        String redirectUri = authSession.getRedirectUri();
        String responseType = authSession.getClientNote(OIDCLoginProtocol.RESPONSE_TYPE_PARAM);
        if (redirectUri == null || responseType == null) {
            return ErrorPage.error(session, authSession, Response.Status.BAD_REQUEST, MESSAGE);
        }
        OIDCResponseMode mode = OIDCResponseMode.parse(
                authSession.getClientNote(OIDCLoginProtocol.RESPONSE_MODE_PARAM), OIDCResponseType.parse(responseType));
        OIDCRedirectUriBuilder redirect = OIDCRedirectUriBuilder.fromUri(redirectUri, mode, session, null)
                .addParam(OAuth2Constants.ERROR, error)
                .addParam(OAuth2Constants.ERROR_DESCRIPTION, description);
        String state = authSession.getClientNote(OIDCLoginProtocol.STATE_PARAM);
        if (state != null) {
            redirect.addParam(OAuth2Constants.STATE, state);
        }
        if (!OIDCAdvancedConfigWrapper.fromClientModel(authSession.getClient()).isExcludeIssuerFromAuthResponse()) {
            redirect.addParam(OAuth2Constants.ISSUER, authSession.getClientNote(OIDCLoginProtocol.ISSUER));
        }
        new AuthenticationSessionManager(session).removeTabIdInAuthenticationSession(realm, authSession);
        return redirect.build();
    }

    /** Keycloak logs it with its stack, which would say nothing but that a request was rejected. */
    private static final class Thrown extends AuthenticationFlowException {

        private static final long serialVersionUID = 1L;

        Thrown(Response answer) {
            super(AuthenticationFlowError.GENERIC_AUTHENTICATION_ERROR, answer);
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }

        @Override
        public String getMessage() {
            return "The requested scopes are not permitted";
        }
    }
}
