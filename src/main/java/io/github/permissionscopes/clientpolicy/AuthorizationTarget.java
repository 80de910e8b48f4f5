package io.github.permissionscopes.clientpolicy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.grants.SealedTarget;
import io.github.permissionscopes.resource.GrantedTarget;
import io.github.permissionscopes.resource.InvalidTarget;
import io.github.permissionscopes.resource.Resolution;
import io.github.permissionscopes.resource.ResourceParameters;
import io.github.permissionscopes.resource.TargetResolver;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.endpoints.request.AuthorizationEndpointRequest;
import org.keycloak.protocol.oidc.endpoints.request.AuthzEndpointRequestParser;
import org.keycloak.protocol.oidc.par.endpoints.ParEndpoint;
import org.keycloak.services.clientpolicy.ClientPolicyException;

/**
 * The API that a request names at the authorization, PAR and device endpoints, where a grant begins. A wrong name is
 * refused immediately.
 *
 * <p>It reads the parameters that the client sent, not those that Keycloak's parsers kept: they keep five unknown
 * parameters and silently drop the others ({@code AuthzEndpointRequestParser}).
 */
final class AuthorizationTarget {

    private static final String PUSHED_URN = "urn:ietf:params:oauth:request_uri:";

    // ParEndpoint stores with a prefix in 26.7, without one before.
    private static final List<String> PUSHED_PREFIXES = List.of("par:", "");

    private AuthorizationTarget() {}

    /** Runs before the request is parsed, since parsing uses a pushed request up. */
    static void prepare(KeycloakSession session, String clientId, MultivaluedMap<String, String> parameters) {
        if (!enforces(session)) {
            return;
        }
        String uri = parameters.getFirst(OIDCLoginProtocol.REQUEST_URI_PARAM);
        if (uri != null && uri.startsWith(PUSHED_URN)) {
            String key = uri.substring(PUSHED_URN.length());
            PUSHED_PREFIXES.stream()
                    .map(prefix -> session.singleUseObjects().get(prefix + key))
                    .filter(stored -> stored != null && stored.containsKey(ParEndpoint.PAR_CREATED_TIME))
                    .filter(stored -> !stored.containsKey(OIDCLoginProtocol.REQUEST_PARAM))
                    .findFirst()
                    .ifPresent(RequestState.of(session)::pushedRequest);
        }
        // Keycloak has not looked the client up yet.
        ClientModel client =
                clientId == null ? null : session.getContext().getRealm().getClientByClientId(clientId);
        if (client != null) {
            ClientIdAsResource.at(session, targets(session, client), parameters);
        }
    }

    /** Checks a pushed request when it is pushed. Its names are resolved again when it is used. */
    static void push(KeycloakSession session, MultivaluedMap<String, String> form) throws ClientPolicyException {
        JsonNode object = object(session);
        resolve(session, object == null ? ResourceParameters.names(form::get) : ResourceParameters.names(object));
        if (enforces(session)) {
            ClientIdAsResource.in(targets(session, session.getContext().getClient()), form);
        }
    }

    /** Stores the name, sealed, among the parameters that Keycloak keeps. */
    static void authorize(
            KeycloakSession session, MultivaluedMap<String, String> parameters, AuthorizationEndpointRequest request)
            throws ClientPolicyException {
        Map<String, String> kept = request.getAdditionalReqParams();
        Set<String> names = ResourceParameters.names(parameters::get);
        names.addAll(ResourceParameters.names(kept));
        names.addAll(ResourceParameters.names(object(session)));
        RequestState.of(session).pushedRequest().map(ResourceParameters::names).ifPresent(names::addAll);
        if (!(resolve(session, names) instanceof Resolution.None)) {
            // A name that is only reported is stored too: a later request has the event to report it in.
            ClientModel client = session.getContext().getClient();
            kept.put(
                    GrantedTarget.KEY,
                    SealedTarget.seal(session, client, names.iterator().next()));
        } else if (enforces(session)) {
            // A client may send a parameter with this name.
            kept.remove(GrantedTarget.KEY);
        }
    }

    /** @throws ClientPolicyException for a wrong name, if the realm enforces */
    static Resolution resolve(KeycloakSession session, Set<String> names) throws ClientPolicyException {
        TargetResolver targets = targets(session, session.getContext().getClient());
        Resolution resolution = RequestState.of(session).resolved(targets.named(names));
        if (resolution instanceof Resolution.Refused refused
                && refused.resource().enforced()) {
            throw new ClientPolicyException(InvalidTarget.ERROR, refused.description());
        }
        return resolution;
    }

    private static TargetResolver targets(KeycloakSession session, ClientModel client) {
        return new TargetResolver(RequestState.of(session).settings(client.getRealm()), client);
    }

    private static JsonNode object(KeycloakSession session) {
        return (JsonNode) session.getAttribute(AuthzEndpointRequestParser.AUTHZ_REQUEST_OBJECT);
    }

    private static boolean enforces(KeycloakSession session) {
        return RequestState.of(session).enforces(session.getContext().getRealm());
    }
}
