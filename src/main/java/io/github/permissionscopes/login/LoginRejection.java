package io.github.permissionscopes.login;

import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.pages.LoginPages;
import jakarta.ws.rs.core.Response;
import org.keycloak.OAuth2Constants;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.AuthenticationFlowException;
import org.keycloak.authentication.AuthenticationProcessor;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
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
import org.keycloak.util.TokenUtil;

/** The authorization endpoint's response to a rejected request (RFC 6749 §4.1.2.1). */
public final class LoginRejection {

    /** Key in {@code theme-resources/messages}. */
    private static final String MESSAGE = "permissionScopesRejected";

    private LoginRejection() {}

    /**
     * The response as an exception, for moments at which Keycloak accepts no other form:
     * {@code AuthenticationProcessor.handleBrowserException} sends it.
     */
    static AuthenticationFlowException thrown(
            KeycloakSession session, AuthenticationSessionModel authSession, EventBuilder event, Ruling ruling) {
        event.user(authSession.getAuthenticatedUser())
                .detail(
                        Details.REASON,
                        LoginError.of(authSession.getClient(), ruling).description());
        return new Thrown(answer(session, authSession, ruling));
    }

    /**
     * Sends the client its {@link LoginError}. If a redirect is impossible, the user sees a page with the refused
     * scopes; a polling device gets {@code access_denied}.
     */
    static Response answer(KeycloakSession session, AuthenticationSessionModel authSession, Ruling ruling) {
        if (isRedirect(authSession)) {
            LoginError error = LoginError.of(authSession.getClient(), ruling);
            return redirect(session, authSession, error.code(), error.description());
        }
        if (DeviceGrantType.isOAuth2DeviceVerificationFlow(authSession)) {
            DeviceGrantType.denyOAuth2DeviceAuthorization(authSession, Error.CONSENT_DENIED, session);
        }
        return LoginPages.refusal(session, authSession, ruling.enforced());
    }

    /**
     * Sends the client another error. Without a redirect URI the user sees Keycloak's error page, or the last page of a
     * device login.
     */
    public static Response answer(
            KeycloakSession session, AuthenticationSessionModel authSession, String error, String description) {
        if (DeviceGrantType.isOAuth2DeviceVerificationFlow(authSession)) {
            return DeviceGrantType.denyOAuth2DeviceAuthorization(authSession, Error.CONSENT_DENIED, session);
        }
        return isRedirect(authSession)
                ? redirect(session, authSession, error, description)
                : ErrorPage.error(session, authSession, Response.Status.BAD_REQUEST, MESSAGE);
    }

    /**
     * Whether the response has to be thrown. With {@code prompt=none} Keycloak turns any pending action into
     * {@code interaction_required}; {@code AuthenticationProcessor.handleBrowserException} sends a thrown response.
     * This does not work if the request was forwarded to an identity provider: the user returns on a path without that
     * handler, and the client gets {@code interaction_required}.
     */
    static boolean isSilent(AuthenticationSessionModel authSession) {
        return TokenUtil.hasPrompt(
                        authSession.getClientNote(OIDCLoginProtocol.PROMPT_PARAM), OIDCLoginProtocol.PROMPT_VALUE_NONE)
                && !"true".equals(authSession.getAuthNote(AuthenticationProcessor.FORWARDED_PASSIVE_LOGIN));
    }

    private static boolean isRedirect(AuthenticationSessionModel authSession) {
        return authSession.getRedirectUri() != null
                && authSession.getClientNote(OIDCLoginProtocol.RESPONSE_TYPE_PARAM) != null
                && !DeviceGrantType.isOAuth2DeviceVerificationFlow(authSession);
    }

    /**
     * Ends this tab's login in the response mode that the client requested, as {@code OIDCLoginProtocol.sendError} does
     * for Keycloak's own errors.
     */
    private static Response redirect(
            KeycloakSession session, AuthenticationSessionModel authSession, String error, String description) {
        OIDCResponseMode mode = OIDCResponseMode.parse(
                authSession.getClientNote(OIDCLoginProtocol.RESPONSE_MODE_PARAM),
                OIDCResponseType.parse(authSession.getClientNote(OIDCLoginProtocol.RESPONSE_TYPE_PARAM)));
        OIDCRedirectUriBuilder redirect = OIDCRedirectUriBuilder.fromUri(
                        authSession.getRedirectUri(), mode, session, null)
                .addParam(OAuth2Constants.ERROR, error)
                .addParam(OAuth2Constants.ERROR_DESCRIPTION, description);
        String state = authSession.getClientNote(OIDCLoginProtocol.STATE_PARAM);
        if (state != null) {
            redirect.addParam(OAuth2Constants.STATE, state);
        }
        if (!OIDCAdvancedConfigWrapper.fromClientModel(authSession.getClient()).isExcludeIssuerFromAuthResponse()) {
            redirect.addParam(OAuth2Constants.ISSUER, authSession.getClientNote(OIDCLoginProtocol.ISSUER));
        }
        new AuthenticationSessionManager(session)
                .removeTabIdInAuthenticationSession(authSession.getRealm(), authSession);
        return redirect.build();
    }

    /** Has no stack trace: Keycloak logs the exception, and a rejected request is no fault. */
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
