package io.github.permissionscopes.login;

import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.decision.ScopeList;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.LoginProtocol;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.OIDCProviderConfig;
import org.keycloak.protocol.oidc.utils.OIDCRedirectUriBuilder;
import org.keycloak.protocol.oidc.utils.OIDCResponseMode;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Keycloak's login protocol for OpenID Connect, with checks at the end of a login. It sends no success response while
 * another response is pending ({@link PendingAnswer}), and adds the {@code scope} that Keycloak leaves out
 * ({@link RedirectScope}).
 *
 * <p>{@code buildRedirectUri} is Keycloak's hook for additional parameters, in all response modes (the same in 26.0 to
 * 26.7).
 */
final class ScopeCheckedLoginProtocol extends OIDCLoginProtocol {

    private final OIDCLoginProtocol keycloaks;

    /** @param keycloaks provides the server's config; Keycloak sets everything else */
    ScopeCheckedLoginProtocol(KeycloakSession session, OIDCLoginProtocol keycloaks) {
        super(session, null, null, null, null);
        this.keycloaks = keycloaks;
    }

    /** Builds the response where Keycloak creates its protocol without asking the server for the provider. */
    static Response answer(
            KeycloakSession session, AuthenticationSessionModel login, ClientSessionContext clientSessionContext) {
        AuthenticatedClientSessionModel clientSession = clientSessionContext.getClientSession();
        UserSessionModel userSession = clientSession.getUserSession();
        LoginProtocol protocol = new ScopeCheckedLoginProtocol(
                        session, (OIDCLoginProtocol) session.getProvider(LoginProtocol.class, LOGIN_PROTOCOL))
                .setRealm(login.getRealm())
                .setUriInfo(session.getContext().getUri())
                .setHttpHeaders(session.getContext().getHttpRequest().getHttpHeaders())
                // Used only for an error: the event of the login is already written.
                .setEventBuilder(new EventBuilder(
                                login.getRealm(), session, session.getContext().getConnection())
                        .event(EventType.LOGIN)
                        .client(login.getClient())
                        .session(userSession)
                        .user(userSession.getUser()));
        return protocol.authenticated(login, userSession, clientSessionContext);
    }

    @Override
    public Response authenticated(
            AuthenticationSessionModel login, UserSessionModel userSession, ClientSessionContext clientSessionContext) {
        RequestState.of(session).answersLogin();
        Optional<Response> refusal = PendingAnswer.refusal(session, login);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        LoginTarget.keepForTokens(session, login);
        StoredConsent.correct(session, login);
        return super.authenticated(login, userSession, clientSessionContext);
    }

    @Override
    public Response buildRedirectUri(
            OIDCRedirectUriBuilder redirect,
            AuthenticationSessionModel login,
            UserSessionModel userSession,
            ClientSessionContext clientSessionContext) {
        Optional<ScopeList> issued = RequestState.of(session).redirectScope();
        if (issued.isEmpty()) {
            return super.buildRedirectUri(redirect, login, userSession, clientSessionContext);
        }
        String scope = issued.get().toString();
        if (RedirectScope.differs(login, issued.get())) {
            redirect.addParam(OAuth2Constants.SCOPE, scope);
        }
        return responseMode == OIDCResponseMode.QUERY_JWT
                        || responseMode == OIDCResponseMode.FRAGMENT_JWT
                        || responseMode == OIDCResponseMode.FORM_POST_JWT
                ? signed(redirect, clientSessionContext.getClientSession(), scope)
                : redirect.build();
    }

    /**
     * For {@code response_type=token} Keycloak writes a {@code scope} into a signed response. It takes it from the
     * client session's scope parameter, which is the value that goes into a code.
     */
    private static Response signed(
            OIDCRedirectUriBuilder redirect, AuthenticatedClientSessionModel clientSession, String scope) {
        String parameter = clientSession.getNote(SCOPE_PARAM);
        clientSession.setNote(SCOPE_PARAM, scope);
        try {
            return redirect.build();
        } finally {
            if (parameter == null) {
                clientSession.removeNote(SCOPE_PARAM);
            } else {
                clientSession.setNote(SCOPE_PARAM, parameter);
            }
        }
    }

    // Since 26.1; older servers have no such config.
    @Override
    public OIDCProviderConfig getConfig() {
        return keycloaks.getConfig();
    }
}
