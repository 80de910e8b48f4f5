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
 * The page that informs a user, before consent, of the scopes that the application does not get. The scopes shown are
 * kept in the user session, per client: the page appears again only if a scope is refused that was not shown yet.
 */
final class Notice {

    private static final String TOLD_NOTE_PREFIX = "permissionScopes.told.";

    /** Auth note: the scopes on the page that the user is currently shown. */
    private static final String SHOWN_NOTE = "permissionScopes.shown";

    /** Auth note: a step of the login flow demands the page, whatever the realm's settings are. */
    private static final String FLOW_NOTE = "permissionScopes.flowNotice";

    private Notice() {}

    /** Enables the page for the rest of this login, even if the realm's settings do not. */
    static void wanted(AuthenticationSessionModel authSession) {
        authSession.setAuthNote(FLOW_NOTE, "true");
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

    /** Records the scopes that were on the page, which may be fewer than those refused by now. */
    static void accepted(KeycloakSession session, AuthenticationSessionModel authSession, UserModel user) {
        ScopeList told = told(session, authSession, user).and(ScopeList.parse(authSession.getAuthNote(SHOWN_NOTE)));
        authSession.removeAuthNote(SHOWN_NOTE);
        authSession.setUserSessionNote(noteOf(authSession), told.toString());
    }

    /** @return true to continue the login, false to cancel it; empty if the user has not answered */
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

    /** In this login, and in earlier ones of the same user session. */
    private static ScopeList told(KeycloakSession session, AuthenticationSessionModel authSession, UserModel user) {
        String note = noteOf(authSession);
        ScopeList now = ScopeList.parse(authSession.getUserSessionNotes().get(note));
        ScopeList all = Stream.of(Optional.of(authSession.getParentSession().getId()), idInCookie(session))
                .flatMap(Optional::stream)
                .distinct()
                .map(id -> session.sessions().getUserSession(authSession.getRealm(), id))
                // Keycloak restarts an expired session under the same id, as a new one.
                .filter(earlier -> AuthenticationManager.isSessionValid(authSession.getRealm(), earlier)
                        && earlier.getUser().getId().equals(user.getId()))
                .map(earlier -> ScopeList.parse(earlier.getNote(note)))
                .reduce(now, ScopeList::and);
        if (!all.equals(now)) {
            // This login may end in another user session.
            authSession.setUserSessionNote(note, all.toString());
        }
        return all;
    }

    /**
     * Keycloak gives a login the id of the user session that it continues, but not if the user went back and the login
     * was restarted ({@code RestartLoginCookie}).
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
