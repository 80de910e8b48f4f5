package io.github.permissionscopes.clientpolicy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.authorization.ApiNaming;
import io.github.permissionscopes.authorization.InvalidTarget;
import io.github.permissionscopes.authorization.NamedApi;
import io.github.permissionscopes.authorization.Rejection;
import io.github.permissionscopes.authorization.TokenRequest;
import io.github.permissionscopes.config.RealmSwitch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
    static Optional<NamedApi> ask(KeycloakSession session, BackchannelAuthenticationRequestContext asked)
            throws ClientPolicyException {
        CIBAAuthenticationRequest request = asked.getParsedRequest();
        Map<String, String> kept = asked.getRequest().getAdditionalReqParams();
        Set<String> names = ApiNaming.in(asked.getRequestParameters()::get);
        names.addAll(
                ApiNaming.in(parameter -> Stream.ofNullable(kept.get(parameter)).toList()));
        names.addAll(AuthorizationTarget.inObject((JsonNode) session.getAttribute(
                BackchannelAuthenticationEndpointRequestParser.CIBA_SIGNED_AUTHENTICATION_REQUEST)));
        if (!AuthorizationTarget.isTaken(session, names)) {
            return Optional.empty();
        }
        Optional<NamedApi> api = ApiNaming.take(session, session.getContext().getClient(), names);
        if (RealmSwitch.enforces(session.getContext().getRealm())) {
            request.setOtherClaims(
                    ApiNaming.GRANTED,
                    api.or(() -> ApiNaming.onlyReportedOn(session))
                            .map(NamedApi::name)
                            .orElse(names.iterator().next()));
        }
        return api;
    }

    /** The same or nothing may be named when the tokens are fetched. */
    static Optional<NamedApi> fetch(KeycloakSession session, BackchannelTokenRequestContext fetched)
            throws ClientPolicyException {
        Set<String> names = ApiNaming.in(fetched.getRequestParameters()::get);
        names.addAll(TokenRequest.named(session));
        if (!RealmSwitch.enforces(session.getContext().getRealm())) {
            // What was only reported on is in no grant; Keycloak has kept some parameters, and here is an event.
            names.addAll(ApiNaming.in(parameter -> kept(fetched.getParsedRequest(), parameter)));
        }
        try {
            return ApiNaming.takeGranted(
                    session,
                    session.getContext().getClient(),
                    BackchannelGrant.api(session, fetched.getParsedRequest()),
                    names);
        } catch (InvalidTarget invalid) {
            // Of a policy's exception CibaGrantType would make invalid_grant.
            TokenRequest.running(session).ifPresent(request -> {
                throw Rejection.invalidTarget(request.getCors(), request.getEvent(), invalid);
            });
            throw new ClientPolicyException(InvalidTarget.ERROR, invalid.getMessage());
        }
    }

    private static List<String> kept(CIBAAuthenticationRequest request, String parameter) {
        return Stream.ofNullable(request.getOtherClaims().get(parameter))
                .map(String::valueOf)
                .toList();
    }
}
