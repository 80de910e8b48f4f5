package io.github.permissionscopes.clientpolicy;

import io.github.permissionscopes.authorization.Authorizers;
import io.github.permissionscopes.authorization.Fault;
import io.github.permissionscopes.authorization.Rejection;
import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.resource.TargetApi;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.grants.ciba.channel.CIBAAuthenticationRequest;
import org.keycloak.protocol.oidc.grants.ciba.clientpolicy.context.BackchannelAuthenticationRequestContext;
import org.keycloak.protocol.oidc.grants.ciba.clientpolicy.context.BackchannelTokenRequestContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;

/**
 * Enforcement point of CIBA. It narrows a backchannel request twice: before the user is asked on the authentication
 * device, and when the client fetches its tokens, since Keycloak would otherwise treat every requested scope as
 * consented to.
 *
 * <p>Until the user has answered, the client must learn nothing about the user: it gets the same response whatever the
 * user's permissions are. A request is rejected only afterwards.
 */
final class BackchannelEnforcement {

    private static final Logger LOG = Logger.getLogger(BackchannelEnforcement.class);

    private BackchannelEnforcement() {}

    /** Narrows the authentication request. Keycloak writes no event here that could take details. */
    static void narrowRequest(KeycloakSession session, BackchannelAuthenticationRequestContext asked)
            throws ClientPolicyException {
        CIBAAuthenticationRequest request = asked.getParsedRequest();
        boolean enforces =
                RequestState.of(session).enforces(session.getContext().getRealm());
        if (enforces) {
            BackchannelGrant.clear(request);
        }
        Optional<TargetApi> target = BackchannelTarget.ask(session, asked);
        ScopeList requested = ScopeList.parse(request.getScope());
        ScopeQuestion question = ScopeQuestion.grant(client(session), request.getUser(), requested)
                .inTokenFor(target);
        Authorizers.counting(session)
                .authorize(question)
                .filter(ruling -> enforces)
                .ifPresent(ruling -> BackchannelGrant.put(session, request, requested, ruling.kept()));
    }

    /** Narrows the token request. While the client polls before the user has answered, Keycloak alone responds. */
    static void narrowTokenRequest(KeycloakSession session, BackchannelTokenRequestContext fetched)
            throws ClientPolicyException {
        try {
            narrowFetched(session, fetched);
        } catch (WebApplicationException answer) {
            throw answer;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            RequestState state = RequestState.of(session);
            if (!Fault.isIgnored(state, session.getContext().getRealm(), state.event(), e)) {
                rejectUnevaluated(session, e);
            }
        }
    }

    private static void narrowFetched(KeycloakSession session, BackchannelTokenRequestContext fetched)
            throws ClientPolicyException {
        CIBAAuthenticationRequest request = fetched.getParsedRequest();
        UserModel user = session.users().getUserById(session.getContext().getRealm(), request.getSubject());
        if (user == null || !BackchannelGrant.isApproved(session, request)) {
            return;
        }
        ScopeList granted = ScopeList.parse(request.getScope());
        ScopeList requested = BackchannelGrant.requested(session, request)
                .map(asked -> asked.and(granted))
                .orElse(granted);
        Optional<Ruling> ruling = judge(
                session,
                ScopeQuestion.renewal(client(session), user, requested)
                        .inTokenFor(BackchannelTarget.fetch(session, fetched)));
        if (ruling.filter(Ruling::rejected).isPresent()) {
            BackchannelGrant.remove(session, request);
            reject(session, ruling.get());
        }
        if (ruling.isPresent()) {
            request.setScope(granted.retaining(ruling.get().kept().names()).toString());
        }
    }

    private static Optional<Ruling> judge(KeycloakSession session, ScopeQuestion question) {
        // There is no event if another extension has replaced the grant.
        return RequestState.of(session)
                .event()
                .map(event -> Authorizers.reporting(session, event))
                .orElseGet(() -> Authorizers.counting(session))
                .authorize(question);
    }

    private static void rejectUnevaluated(KeycloakSession session, Throwable e) throws ClientPolicyException {
        LOG.error("The scopes of a backchannel request could not be judged; it is rejected", e);
        RequestState.of(session).tokenRequest().ifPresent(request -> {
            throw Rejection.unevaluated(request.cors(), request.event());
        });
        throw new ClientPolicyException(
                Rejection.ERROR, "The requested scopes could not be evaluated", Response.Status.BAD_REQUEST);
    }

    private static void reject(KeycloakSession session, Ruling ruling) throws ClientPolicyException {
        // CibaGrantType would turn a policy's exception into invalid_grant.
        RequestState.of(session).tokenRequest().ifPresent(request -> {
            throw Rejection.atTokenEndpoint(request.cors(), request.event(), ruling);
        });
        throw new ClientPolicyException(Rejection.ERROR, Rejection.description(ruling), Response.Status.BAD_REQUEST);
    }

    private static ClientModel client(KeycloakSession session) {
        return session.getContext().getClient();
    }
}
