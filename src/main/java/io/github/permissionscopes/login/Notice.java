package io.github.permissionscopes.login;

import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.pages.LoginPages;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.cookie.CookieProvider;
import org.keycloak.cookie.CookieType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.IdentityCookieToken;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.util.TokenUtil;

/**
 * The page that tells a user, before consent, what the application does not get. What has been told is kept in the user's
 * session, by client: it is told again only when something is refused that was not on the page before.
 */
final class Notice {

    private static final String TOLD_NOTE_PREFIX = "permissionScopes.told.";

    /** Auth note: what the page that the user has before them says. */
    private static final String SHOWN_NOTE = "permissionScopes.shown";

    /** Auth note: a step of the login flow wants the page, whatever the realm says. */
    private static final String FLOW_NOTE = "permissionScopes.flowNotice";

    private Notice() {}

    /** Lets the rest of this login show the page, though the realm does not ask for it. */
    static void wanted(AuthenticationSessionModel authSession) {
        authSession.setAuthNote(FLOW_NOTE, Boolean.TRUE.toString());
    }

    static boolean isDue(
            KeycloakSession session, AuthenticationSessionModel authSession, UserModel user, Ruling ruling) {
        boolean asked = ruling.settings().notice() || authSession.getAuthNote(FLOW_NOTE) != null;
        return asked
                && !ruling.enforced().isEmpty()
                && canShowPages(session, authSession)
                && !ruling.refusedScopes()
                        .without(told(session, authSession, user).names())
                        .isEmpty();
    }

    static Response page(RequiredActionContext context, Ruling ruling) {
        AuthenticationSessionModel authSession = context.getAuthenticationSession();
        authSession.setAuthNote(SHOWN_NOTE, ruling.refusedScopes().toString());
        return LoginPages.notice(context.form(), authSession, ruling.enforced());
    }

    /** Remembers what was on the page, which may be less than what is refused by now. */
    static void accepted(KeycloakSession session, AuthenticationSessionModel authSession, UserModel user) {
        ScopeList told = told(session, authSession, user).and(ScopeList.parse(authSession.getAuthNote(SHOWN_NOTE)));
        authSession.removeAuthNote(SHOWN_NOTE);
        authSession.setUserSessionNote(noteOf(authSession), told.toString());
    }

    /** @return whether the user has answered that the login should go on; empty where there is no answer */
    static Optional<Boolean> answer(RequiredActionContext context) {
        MultivaluedMap<String, String> form = context.getHttpRequest().getDecodedFormParameters();
        if (context.getAuthenticationSession().getAuthNote(SHOWN_NOTE) == null) {
            return Optional.empty();
        }
        return form.containsKey(LoginPages.CANCEL)
                ? Optional.of(false)
                : Optional.of(true).filter(accept -> form.containsKey(LoginPages.ACCEPT));
    }

    private static boolean canShowPages(KeycloakSession session, AuthenticationSessionModel authSession) {
        return RequestState.of(session).tokenRequest().isEmpty()
                && !TokenUtil.hasPrompt(
                        authSession.getClientNote(OIDCLoginProtocol.PROMPT_PARAM), OIDCLoginProtocol.PROMPT_VALUE_NONE);
    }

    /** In this login, and in earlier ones of the same session. */
    private static ScopeList told(KeycloakSession session, AuthenticationSessionModel authSession, UserModel user) {
        String note = noteOf(authSession);
        ScopeList now = ScopeList.parse(authSession.getUserSessionNotes().get(note));
        ScopeList all = Stream.of(Optional.of(authSession.getParentSession().getId()), idInCookie(session))
                .flatMap(Optional::stream)
                .distinct()
                .map(id -> session.sessions().getUserSession(authSession.getRealm(), id))
                // An expired one has the same id, but Keycloak starts it afresh.
                .filter(earlier -> AuthenticationManager.isSessionValid(authSession.getRealm(), earlier)
                        && earlier.getUser().getId().equals(user.getId()))
                .map(earlier -> ScopeList.parse(earlier.getNote(note)))
                .reduce(now, ScopeList::and);
        if (!all.equals(now)) {
            // The session that this login ends with may be another one.
            authSession.setUserSessionNote(note, all.toString());
        }
        return all;
    }

    /**
     * Keycloak gives a login the id of the session that it continues; but not where the user has gone back and the login is
     * started anew ({@code RestartLoginCookie}).
     */
    static Optional<String> idInCookie(KeycloakSession session) {
        return Optional.ofNullable(session.getProvider(CookieProvider.class).get(CookieType.IDENTITY))
                .filter(cookie -> !cookie.isEmpty())
                .map(cookie -> session.tokens().decode(cookie, IdentityCookieToken.class))
                .map(IdentityCookieToken::getSessionId);
    }

    private static String noteOf(AuthenticationSessionModel authSession) {
        return TOLD_NOTE_PREFIX + authSession.getClient().getId();
    }
}
