package io.github.permissionscopes.login;

import io.github.permissionscopes.authorization.Fault;
import io.github.permissionscopes.authorization.Rejection;
import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.pages.ConsentGroups;
import java.util.Optional;
import org.keycloak.OAuthErrorException;
import org.keycloak.authentication.InitiatedActionSupport;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.grants.device.DeviceGrantType;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The enforcement point of every login, as a required action. Keycloak evaluates an enabled required action in each
 * login, once the user is known and before the consent page is computed
 * ({@code AuthenticationManager.evaluateRequiredActionTriggers}, the same in 26.0 to 26.7). It runs at least twice per
 * interactive login, so it is idempotent.
 */
final class PermissionScopesAction implements RequiredActionProvider {

    private static final String REPORTED_NOTE = "permissionScopes.reported";
    private static final String CANCELLED = "The user has cancelled";

    @Override
    public void evaluateTriggers(RequiredActionContext context) {
        RequestState state = RequestState.of(context.getSession());
        Fault.orNothing(state, context.getRealm(), Optional.of(context.getEvent()), () -> {
            evaluate(context);
            return Optional.empty();
        });
    }

    private static void evaluate(RequiredActionContext context) {
        AuthenticationSessionModel authSession = context.getAuthenticationSession();
        forgetPendingAction(context.getUser(), authSession);
        Optional<Ruling> ruling =
                LoginScopes.narrow(context.getSession(), authSession, context.getUser(), context.getEvent());
        ruling.ifPresent(found -> {
            if (found.changesRequest()) {
                ProfileData.askAgain(context);
            }
            if (found.rejected()) {
                reject(context, found);
            } else {
                askBeforeConsent(context, found);
            }
        });
    }

    /**
     * Keycloak skips a pending action that a client requested without being allowed to. Keycloak 26.0 takes the first
     * pending one for the requested one, whichever it is, so such a request would skip this action.
     */
    @Override
    public InitiatedActionSupport initiatedActionSupport() {
        return InitiatedActionSupport.SUPPORTED;
    }

    /** Reached for a rejected request, for a notice, and if a client requests this action, which then does nothing. */
    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        KeycloakSession session = context.getSession();
        AuthenticationSessionModel authSession = context.getAuthenticationSession();
        Optional<Ruling> ruling = LoginScopes.narrow(session, authSession, context.getUser(), context.getEvent());
        if (ruling.filter(Ruling::rejected).isPresent()) {
            LoginError error = LoginError.of(authSession.getClient(), ruling.get());
            endLogin(context, error.code(), error.description());
            context.challenge(LoginRejection.answer(session, authSession, ruling.get()));
        } else if (ruling.filter(found -> Notice.isDue(session, authSession, context.getUser(), found))
                .isPresent()) {
            context.challenge(Notice.page(context, ruling.get()));
        } else {
            context.success();
        }
    }

    /** Handles the answer to a notice. Any other form is judged again. */
    @Override
    public void processAction(RequiredActionContext context) {
        KeycloakSession session = context.getSession();
        AuthenticationSessionModel authSession = context.getAuthenticationSession();
        Optional<Boolean> goOn = Notice.answer(context);
        if (goOn.filter(yes -> !yes).isPresent()) {
            LoginScopes.narrow(session, authSession, context.getUser(), context.getEvent());
            endLogin(context, Errors.REJECTED_BY_USER, CANCELLED);
            context.challenge(
                    LoginRejection.answer(session, authSession, OAuthErrorException.ACCESS_DENIED, CANCELLED));
            return;
        }
        if (goOn.isPresent()) {
            Notice.accepted(session, authSession, context.getUser());
        }
        requiredActionChallenge(context);
    }

    @Override
    public void close() {}

    /**
     * This action needs nothing from a user. If a realm assigns it to a user or makes it a default action by mistake,
     * it would lock users out of the password grant.
     */
    private static void forgetPendingAction(UserModel user, AuthenticationSessionModel authSession) {
        if (user.getRequiredActionsStream().anyMatch(PermissionScopes.REQUIRED_ACTION_ID::equals)) {
            user.removeRequiredAction(PermissionScopes.REQUIRED_ACTION_ID);
        }
        PendingAnswer.forget(authSession);
    }

    private static void endLogin(RequiredActionContext context, String error, String reason) {
        context.getEvent()
                .event(EventType.LOGIN)
                .user(context.getUser())
                .detail(Details.REASON, reason)
                .error(error);
    }

    private static void reject(RequiredActionContext context, Ruling ruling) {
        KeycloakSession session = context.getSession();
        AuthenticationSessionModel authSession = context.getAuthenticationSession();
        RequestState.of(session).tokenRequest().ifPresent(grant -> {
            throw Rejection.atTokenEndpoint(grant.cors(), context.getEvent().user(context.getUser()), ruling);
        });
        if (LoginRejection.isSilent(authSession)) {
            throw LoginRejection.thrown(session, authSession, context.getEvent(), ruling);
        }
        PendingAnswer.due(session, authSession);
    }

    /** A device login always asks for consent. */
    private static boolean isConsentAsked(AuthenticationSessionModel authSession) {
        return authSession.getClient().isConsentRequired()
                || DeviceGrantType.isOAuth2DeviceVerificationFlow(authSession);
    }

    private static void askBeforeConsent(RequiredActionContext context, Ruling ruling) {
        KeycloakSession session = context.getSession();
        AuthenticationSessionModel authSession = context.getAuthenticationSession();
        boolean noticed = Notice.isDue(session, authSession, context.getUser(), ruling);
        if (noticed) {
            PendingAnswer.due(session, authSession);
        }
        boolean consentAsked = isConsentAsked(authSession);
        if (consentAsked) {
            ConsentGroups.offer(session, authSession);
        }
        if (noticed || consentAsked) {
            reportBeforePage(context, ruling);
        }
    }

    /**
     * Writes a separate event, once per login. The LOGIN event of a login with a consent page is written by the request
     * that answers the page, where no extension can add details. The separate event records the refusal even if the
     * user leaves the page.
     */
    private static void reportBeforePage(RequiredActionContext context, Ruling ruling) {
        AuthenticationSessionModel authSession = context.getAuthenticationSession();
        String refused = ruling.decision().refusedScopes().toString();
        boolean nothing = refused.isEmpty()
                && RequestState.of(context.getSession()).target().refused().isEmpty();
        if (nothing || refused.equals(authSession.getAuthNote(REPORTED_NOTE))) {
            return;
        }
        authSession.setAuthNote(REPORTED_NOTE, refused);
        EventBuilder event = context.getEvent().clone();
        event.event(EventType.CUSTOM_REQUIRED_ACTION)
                .client(authSession.getClient())
                .user(context.getUser())
                .detail(Details.CUSTOM_REQUIRED_ACTION, PermissionScopes.REQUIRED_ACTION_ID)
                .detail(Details.CODE_ID, authSession.getParentSession().getId())
                .success();
    }
}
