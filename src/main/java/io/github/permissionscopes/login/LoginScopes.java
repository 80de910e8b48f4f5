package io.github.permissionscopes.login;

import io.github.permissionscopes.authorization.Authorizers;
import io.github.permissionscopes.authorization.Fault;
import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.decision.Mode;
import io.github.permissionscopes.decision.Refusal;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.grants.SealedGrant;
import io.github.permissionscopes.realm.AuthenticationLevel;
import io.github.permissionscopes.resource.TargetApi;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Narrows the scopes of a login. The required action and the authenticator share it, so they cannot disagree.
 *
 * <p>Keycloak computes the consent page from the authentication session's client scopes, and everything after it from
 * the {@code scope} client note. Both are rewritten here before either is read.
 */
public final class LoginScopes {

    /**
     * Client note: the requested scopes. Narrowing starts from them every time, so that a second user on the same tab
     * is judged afresh. It is a client note because {@code AuthenticationProcessor.resetFlow} clears the other kinds.
     */
    public static final String REQUESTED_NOTE = "permissionScopes.requested";

    /**
     * Client note: the kept scopes. A {@code scope} note with another value belongs to a newer request. Both notes are
     * empty if a login was not narrowed: they are copied into the client session and must replace those of an earlier
     * login.
     */
    public static final String KEPT_NOTE = "permissionScopes.kept";

    private static final String FLOW_REFUSAL_NOTE = "permissionScopes.flowRefusal";

    private LoginScopes() {}

    /** Makes the rest of this login refuse at least as strictly as one of its steps demands. */
    static void tighten(AuthenticationSessionModel authSession, Refusal refusal) {
        authSession.setAuthNote(
                FLOW_REFUSAL_NOTE, flowRefusal(authSession).stricterOf(refusal).name());
    }

    /** @return the ruling that was applied; empty for other protocols and while the realm's switch is off */
    static Optional<Ruling> narrow(
            KeycloakSession session, AuthenticationSessionModel authSession, UserModel user, EventBuilder event) {
        if (!OIDCLoginProtocol.LOGIN_PROTOCOL.equals(authSession.getProtocol())) {
            return Optional.empty();
        }
        return Fault.orNothing(
                RequestState.of(session),
                authSession.getRealm(),
                Optional.of(event),
                () -> judged(session, authSession, user, event));
    }

    private static Optional<Ruling> judged(
            KeycloakSession session, AuthenticationSessionModel authSession, UserModel user, EventBuilder event) {
        Optional<TargetApi> target = LoginTarget.of(session, authSession, event);
        Optional<Ruling> ruling = Authorizers.reporting(session, event).authorize(question(authSession, user, target));
        ruling.ifPresent(found -> {
            if (found.settings().mode() == Mode.ENFORCE) {
                apply(session, authSession, found, CarriedLogin.scope(session, authSession, user, found, target));
            } else {
                takeBack(session, authSession);
            }
        });
        return ruling;
    }

    /** Returns the ruling that {@link #narrow} would apply now, without applying or recording it. */
    static Optional<Ruling> foresee(KeycloakSession session, AuthenticationSessionModel authSession, UserModel user) {
        return OIDCLoginProtocol.LOGIN_PROTOCOL.equals(authSession.getProtocol())
                ? Authorizers.quiet(session)
                        .authorize(question(authSession, user, LoginTarget.foresee(session, authSession)))
                : Optional.empty();
    }

    private static ScopeQuestion question(
            AuthenticationSessionModel authSession, UserModel user, Optional<TargetApi> target) {
        return ScopeQuestion.grant(authSession.getClient(), user, requested(authSession))
                .atLeast(flowRefusal(authSession))
                .inTokenFor(target)
                .reached(() -> AuthenticationLevel.of(authSession));
    }

    /** @return the scopes that the client requested */
    static ScopeList requested(AuthenticationSessionModel authSession) {
        String asked = authSession.getClientNote(isNarrowed(authSession) ? REQUESTED_NOTE : OAuth2Constants.SCOPE);
        return SealedGrant.withoutOurs(ScopeList.parse(asked));
    }

    private static boolean isNarrowed(AuthenticationSessionModel authSession) {
        return authSession.getClientNote(REQUESTED_NOTE) != null
                && Objects.equals(
                        authSession.getClientNote(OAuth2Constants.SCOPE), authSession.getClientNote(KEPT_NOTE));
    }

    /** @param kept the kept scopes, with the seal and the target if there are any */
    private static void apply(
            KeycloakSession session, AuthenticationSessionModel authSession, Ruling ruling, ScopeList kept) {
        boolean changes = !kept.equals(ruling.decision().requested());
        note(authSession, changes ? ruling.decision().requested().toString() : "", changes ? kept.toString() : "");
        if (!kept.equals(ScopeList.parse(authSession.getClientNote(OAuth2Constants.SCOPE)))) {
            setScope(session, authSession, kept.toString());
        }
    }

    /** In a realm that only reports, restores the requested scope if the realm still enforced when this login began. */
    private static void takeBack(KeycloakSession session, AuthenticationSessionModel authSession) {
        if (isNarrowed(authSession)) {
            setScope(session, authSession, authSession.getClientNote(REQUESTED_NOTE));
        }
        note(authSession, "", "");
    }

    private static void note(AuthenticationSessionModel authSession, String requested, String kept) {
        authSession.setClientNote(REQUESTED_NOTE, requested);
        authSession.setClientNote(KEPT_NOTE, kept);
    }

    private static void setScope(KeycloakSession session, AuthenticationSessionModel authSession, String scope) {
        // Never null: Keycloak copies only present notes into the client session, which would otherwise keep the scope
        // of an earlier login.
        authSession.setClientNote(OAuth2Constants.SCOPE, scope);
        AuthenticationManager.setClientScopesInSession(session, authSession);
    }

    private static Refusal flowRefusal(AuthenticationSessionModel authSession) {
        String note = authSession.getAuthNote(FLOW_REFUSAL_NOTE);
        return note == null ? Refusal.STRIP : Refusal.valueOf(note);
    }
}
