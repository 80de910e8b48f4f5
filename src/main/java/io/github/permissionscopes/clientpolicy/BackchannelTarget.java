package io.github.permissionscopes.clientpolicy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.authorization.Rejection;
import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.authorization.TokenRequest;
import io.github.permissionscopes.resource.GrantedTarget;
import io.github.permissionscopes.resource.InvalidTarget;
import io.github.permissionscopes.resource.RedeemedTarget;
import io.github.permissionscopes.resource.Resolution;
import io.github.permissionscopes.resource.ResourceParameters;
import io.github.permissionscopes.resource.TargetApi;
import io.github.permissionscopes.resource.TargetResolver;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.ciba.channel.CIBAAuthenticationRequest;
import org.keycloak.protocol.oidc.grants.ciba.clientpolicy.context.BackchannelAuthenticationRequestContext;
import org.keycloak.protocol.oidc.grants.ciba.clientpolicy.context.BackchannelTokenRequestContext;
import org.keycloak.protocol.oidc.grants.ciba.endpoints.request.BackchannelAuthenticationEndpointRequestParser;
import org.keycloak.services.clientpolicy.ClientPolicyException;

/** The API that a backchannel request names. The sealed request carries it. */
final class BackchannelTarget {

    private BackchannelTarget() {}

    /**
     * Reads the parameters and, if the request is signed, its claims; Keycloak drops some of both later.
     *
     * @return the API that the user is asked for
     */
    static Optional<TargetApi> ask(KeycloakSession session, BackchannelAuthenticationRequestContext asked)
            throws ClientPolicyException {
        Set<String> names = ResourceParameters.names(asked.getRequestParameters()::get);
        names.addAll(ResourceParameters.names(asked.getRequest().getAdditionalReqParams()));
        names.addAll(ResourceParameters.names((JsonNode) session.getAttribute(
                BackchannelAuthenticationEndpointRequestParser.CIBA_SIGNED_AUTHENTICATION_REQUEST)));
        Resolution resolution = AuthorizationTarget.resolve(session, names);
        if (!(resolution instanceof Resolution.None)
                && RequestState.of(session).enforces(session.getContext().getRealm())) {
            asked.getParsedRequest()
                    .setOtherClaims(
                            GrantedTarget.KEY,
                            resolution instanceof Resolution.Found found
                                    ? found.api().id()
                                    : names.iterator().next());
        }
        return resolution.target();
    }

    /** Resolves the target when the tokens are fetched: the same API or none may be named. */
    static Optional<TargetApi> fetch(KeycloakSession session, BackchannelTokenRequestContext fetched)
            throws ClientPolicyException {
        RequestState state = RequestState.of(session);
        CIBAAuthenticationRequest request = fetched.getParsedRequest();
        Set<String> names = ResourceParameters.names(fetched.getRequestParameters()::get);
        state.tokenRequest().map(TokenRequest::resources).ifPresent(names::addAll);
        if (!state.enforces(session.getContext().getRealm())) {
            // A target that was only reported is in no grant. Keycloak kept some parameters, and here is an event to
            // report in.
            names.addAll(ResourceParameters.names(request.getOtherClaims()));
        }
        ClientModel client = session.getContext().getClient();
        try {
            return new RedeemedTarget(new TargetResolver(state.settings(client.getRealm()), client), state::resolved)
                    .of(BackchannelGrant.api(session, request), names);
        } catch (InvalidTarget invalid) {
            // CibaGrantType would turn a policy's exception into invalid_grant.
            state.tokenRequest().ifPresent(token -> {
                throw Rejection.invalidTarget(token.cors(), token.event(), invalid);
            });
            throw new ClientPolicyException(InvalidTarget.ERROR, invalid.description());
        }
    }
}
