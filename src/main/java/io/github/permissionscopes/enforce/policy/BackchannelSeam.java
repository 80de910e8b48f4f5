package io.github.permissionscopes.enforce.policy;

import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.enforce.Rejection;
import io.github.permissionscopes.enforce.ScopeGate;
import io.github.permissionscopes.enforce.ScopeQuestion;
import io.github.permissionscopes.enforce.TokenRequest;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.grants.ciba.channel.CIBAAuthenticationRequest;
import org.keycloak.protocol.oidc.grants.ciba.clientpolicy.context.BackchannelAuthenticationRequestContext;
import org.keycloak.protocol.oidc.grants.ciba.clientpolicy.context.BackchannelTokenRequestContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;

/**
 * Narrows a backchannel request twice: before the user is asked on the authentication device, and when the client fetches
 * its tokens, which Keycloak would otherwise also take for the user's consent to every scope.
 */
final class BackchannelSeam {

    private static final Logger LOG = Logger.getLogger(BackchannelSeam.class);

    /** Claim of the sealed request: what the client asked for, so that the token request's event can tell. */
    private static final String REQUESTED = "permission_scopes_requested";

    private BackchannelSeam() {}

    /** The client asks; Keycloak writes no event here that could be given details. */
    static void narrowRequest(KeycloakSession session, BackchannelAuthenticationRequestContext asked)
            throws ClientPolicyException {
        CIBAAuthenticationRequest request = asked.getParsedRequest();
        BackchannelApi.ask(session, asked);
        ScopeList requested = ScopeList.parse(request.getScope());
        ScopeQuestion question = ScopeQuestion.grant(client(session), request.getUser(), requested)
                .inTokenFor(BackchannelApi.granted(session, request));
        Optional<Ruling> ruling = ScopeGate.judgeAndCount(session, question);
        if (ruling.isPresent()) {
            rejectIfSo(ruling.get());
            if (ruling.get().changesRequest()) {
                request.setOtherClaims(REQUESTED, requested.toString());
                request.setScope(ruling.get().kept().toString());
            }
        }
    }

    /** The client fetches its tokens, or polls for them. */
    static void narrowTokenRequest(KeycloakSession session, BackchannelTokenRequestContext fetched)
            throws ClientPolicyException {
        CIBAAuthenticationRequest request = fetched.getParsedRequest();
        UserModel user = session.users().getUserById(session.getContext().getRealm(), request.getSubject());
        if (user == null) {
            return;
        }
        ScopeList granted = ScopeList.parse(request.getScope());
        ScopeList requested = ScopeList.parse((String) request.getOtherClaims().get(REQUESTED))
                .and(granted);
        Optional<Ruling> ruling = judge(
                session,
                ScopeQuestion.renewal(client(session), user, requested)
                        .inTokenFor(BackchannelApi.fetch(session, fetched)));
        if (ruling.isPresent()) {
            rejectIfSo(ruling.get());
            request.setScope(granted.retaining(ruling.get().kept().names()).toString());
        }
    }

    private static Optional<Ruling> judge(KeycloakSession session, ScopeQuestion question)
            throws ClientPolicyException {
        Optional<EventBuilder> event = TokenRequest.running(session).map(OAuth2GrantType.Context::getEvent);
        try {
            // Without an event where another extension has replaced the grant.
            return event.isPresent()
                    ? ScopeGate.judge(session, event.get(), question)
                    : ScopeGate.judgeAndCount(session, question);
        } catch (RuntimeException e) {
            LOG.error("The scopes of a backchannel request could not be judged; it is rejected", e);
            throw new ClientPolicyException(
                    Rejection.ERROR, "The requested scopes could not be evaluated", Response.Status.BAD_REQUEST);
        }
    }

    private static void rejectIfSo(Ruling ruling) throws ClientPolicyException {
        if (ruling.rejected()) {
            throw new ClientPolicyException(
                    Rejection.ERROR, Rejection.description(ruling), Response.Status.BAD_REQUEST);
        }
    }

    private static ClientModel client(KeycloakSession session) {
        return session.getContext().getClient();
    }
}
