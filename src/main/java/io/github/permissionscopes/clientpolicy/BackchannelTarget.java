package io.github.permissionscopes.clientpolicy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.authorization.RedeemedTarget;
import io.github.permissionscopes.authorization.Rejection;
import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.authorization.TokenRequest;
import io.github.permissionscopes.resource.GrantedTarget;
import io.github.permissionscopes.resource.InvalidTarget;
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

/** The API that a backchannel request names. It is kept in the sealed request. */
final class BackchannelTarget {

    private BackchannelTarget() {}

    /**
     * Looks at parameters and, where the request is signed, its claims; both before Keycloak drops some of them.
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

    /** The same or nothing may be named when the tokens are fetched. */
    static Optional<TargetApi> fetch(KeycloakSession session, BackchannelTokenRequestContext fetched)
            throws ClientPolicyException {
        RequestState state = RequestState.of(session);
        CIBAAuthenticationRequest request = fetched.getParsedRequest();
        Set<String> names = ResourceParameters.names(fetched.getRequestParameters()::get);
        state.tokenRequest().map(TokenRequest::resources).ifPresent(names::addAll);
        if (!state.enforces(session.getContext().getRealm())) {
            // What was only reported on is in no grant; Keycloak has kept some parameters, and here is an event.
            names.addAll(ResourceParameters.names(request.getOtherClaims()));
        }
        ClientModel client = session.getContext().getClient();
        try {
            return new RedeemedTarget(state, new TargetResolver(state.settings(client.getRealm()), client))
                    .of(BackchannelGrant.api(session, request), names);
        } catch (InvalidTarget invalid) {
            // Of a policy's exception CibaGrantType would make invalid_grant.
            state.tokenRequest().ifPresent(token -> {
                throw Rejection.invalidTarget(token.cors(), token.event(), invalid);
            });
            throw new ClientPolicyException(InvalidTarget.ERROR, invalid.getMessage());
        }
    }
}
