package io.github.permissionscopes.clientpolicy;

import io.github.permissionscopes.authorization.Rejection;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.issuance.IssuanceCheck;
import io.github.permissionscopes.issuance.IssuanceTarget;
import io.github.permissionscopes.login.LoginRejection;
import io.github.permissionscopes.login.PendingAnswer;
import io.github.permissionscopes.login.RedirectScope;
import io.github.permissionscopes.login.SilentRedirect;
import io.github.permissionscopes.resource.InvalidTarget;
import io.github.permissionscopes.telemetry.RulingReporter;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.clientpolicy.context.ImplicitHybridTokenResponse;

/** Stops the tokens of a redirect (implicit and hybrid flow) if one of them would carry a refused scope. */
final class RedirectGuard {

    private RedirectGuard() {}

    /**
     * Replaces the response to {@code prompt=none} if needed. Runs first, since other checks of a replaced response
     * would be pointless.
     *
     * @throws WebApplicationException with the response to send instead
     */
    static void replaceSilent(KeycloakSession session, ImplicitHybridTokenResponse redirect) {
        SilentRedirect.answer(
                        session,
                        redirect.getAuthenticationSession(),
                        redirect.getClientSessionContext(),
                        redirect.getAccessTokenResponseBuilder().getAccessToken())
                .ifPresent(RedirectGuard::answer);
    }

    /**
     * @throws WebApplicationException with the redirect. For a policy's exception Keycloak would redirect without the
     *     parameter {@code error} ({@code OIDCLoginProtocol.authenticated})
     */
    static void check(KeycloakSession session, ImplicitHybridTokenResponse redirect) {
        // The product's login protocol did not check if another extension's protocol ends logins.
        PendingAnswer.refusal(session, redirect.getAuthenticationSession()).ifPresent(RedirectGuard::answer);
        if (IssuanceTarget.of(session).filter(api -> !api.isKnown()).isPresent()) {
            rejectTarget(session, redirect);
        }
        AccessToken token = redirect.getAccessTokenResponseBuilder().getAccessToken();
        AuthenticatedClientSessionModel clientSession =
                redirect.getClientSessionContext().getClientSession();
        IssuanceCheck.refused(session, redirect.getClientSessionContext(), token)
                .ifPresent(ruling -> {
                    tell(session, clientSession, ruling);
                    throw ResponseException.of(LoginRejection.answer(
                            session, redirect.getAuthenticationSession(), Rejection.ERROR, IssuanceCheck.DESCRIPTION));
                });
        RedirectScope.issued(session, redirect.getAuthenticationSession(), token);
    }

    private static void answer(Response answer) {
        throw ResponseException.of(answer);
    }

    /** The API was removed while the consent page was open. */
    private static void rejectTarget(KeycloakSession session, ImplicitHybridTokenResponse redirect) {
        String description = "The resource is unknown";
        event(session, redirect.getClientSessionContext().getClientSession(), description)
                .error(InvalidTarget.ERROR);
        throw ResponseException.of(
                LoginRejection.answer(session, redirect.getAuthenticationSession(), InvalidTarget.ERROR, description));
    }

    /** Writes a separate event: the login's event is already written, and the user is logged in. */
    private static void tell(KeycloakSession session, AuthenticatedClientSessionModel clientSession, Ruling ruling) {
        EventBuilder event = event(session, clientSession, IssuanceCheck.DESCRIPTION);
        RulingReporter.report(event, ruling, clientSession.getClient().getClientId());
        event.error(Rejection.ERROR);
    }

    private static EventBuilder event(
            KeycloakSession session, AuthenticatedClientSessionModel clientSession, String reason) {
        ClientModel client = clientSession.getClient();
        UserSessionModel userSession = clientSession.getUserSession();
        return new EventBuilder(client.getRealm(), session, session.getContext().getConnection())
                .event(EventType.LOGIN)
                .client(client)
                .session(userSession)
                .user(userSession.getUser())
                .detail(Details.REASON, reason);
    }
}
