package io.github.permissionscopes.clientpolicy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.authorization.ApiNaming;
import io.github.permissionscopes.authorization.CarriedApi;
import io.github.permissionscopes.authorization.InvalidTarget;
import io.github.permissionscopes.config.RealmSwitch;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.endpoints.request.AuthorizationEndpointRequest;
import org.keycloak.protocol.oidc.endpoints.request.AuthzEndpointRequestParser;
import org.keycloak.protocol.oidc.par.endpoints.ParEndpoint;
import org.keycloak.services.clientpolicy.ClientPolicyException;

/**
 * The API that is named where a grant begins: at the authorization, PAR and device endpoints. Whoever names one that is not
 * there is told at once.
 *
 * <p>Looks at what the client has sent, not at what Keycloak's parsers have left of it: of the parameters that they do not
 * know they keep five, and drop the others without a word ({@code AuthzEndpointRequestParser}).
 */
final class AuthorizationTarget {

    private static final String PUSHED = "permissionScopes.pushed";
    private static final String PUSHED_URN = "urn:ietf:params:oauth:request_uri:";

    // ParEndpoint stores with a prefix in 26.7, without one before.
    private static final List<String> PUSHED_PREFIXES = List.of("par:", "");

    private AuthorizationTarget() {}

    /** Before the request is parsed, which uses a pushed request up. */
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
                    .ifPresent(stored -> session.setAttribute(PUSHED, stored));
        }
        // Keycloak has not looked at the client yet.
        ClientModel client =
                clientId == null ? null : session.getContext().getRealm().getClientByClientId(clientId);
        if (client != null) {
            ClientIdAsResource.at(session, client, parameters);
        }
    }

    /** A pushed request is checked when it is pushed; what it says is looked up again when it is used. */
    static void push(KeycloakSession session, MultivaluedMap<String, String> form) throws ClientPolicyException {
        JsonNode object = object(session);
        isTaken(session, object == null ? ApiNaming.in(form::get) : inObject(object));
        if (enforces(session)) {
            ClientIdAsResource.in(session.getContext().getClient(), form);
        }
    }

    /** Leaves the name in the parameters that Keycloak keeps, under our seal. */
    static void authorize(
            KeycloakSession session, MultivaluedMap<String, String> parameters, AuthorizationEndpointRequest request)
            throws ClientPolicyException {
        Map<String, String> kept = request.getAdditionalReqParams();
        Set<String> names = ApiNaming.in(parameters::get);
        names.addAll(ApiNaming.in(parameter -> values(kept.get(parameter))));
        names.addAll(inObject(object(session)));
        names.addAll(inPushed(session));
        if (isTaken(session, names)) {
            ClientModel client = session.getContext().getClient();
            kept.put(
                    ApiNaming.GRANTED,
                    CarriedApi.sealed(session, client, names.iterator().next()));
        } else if (enforces(session)) {
            // The client's own parameter of this name is not ours.
            kept.remove(ApiNaming.GRANTED);
        }
    }

    /**
     * @return whether there is a name to keep. Also one that is only reported on: a later request has the event to tell it in
     */
    static boolean isTaken(KeycloakSession session, Set<String> names) throws ClientPolicyException {
        ClientModel client = session.getContext().getClient();
        if (names.isEmpty() || !ApiNaming.concerns(client)) {
            return false;
        }
        try {
            ApiNaming.take(session, client, names);
            return true;
        } catch (InvalidTarget invalid) {
            throw new ClientPolicyException(InvalidTarget.ERROR, invalid.getMessage());
        }
    }

    private static JsonNode object(KeycloakSession session) {
        return (JsonNode) session.getAttribute(AuthzEndpointRequestParser.AUTHZ_REQUEST_OBJECT);
    }

    static Set<String> inObject(JsonNode object) {
        return object == null ? Set.of() : ApiNaming.in(parameter -> texts(object.path(parameter)));
    }

    private static Collection<String> texts(JsonNode value) {
        List<String> texts = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(element -> texts.add(element.asText()));
        } else if (!value.isMissingNode() && !value.isNull()) {
            texts.add(value.asText());
        }
        return texts;
    }

    private static Set<String> inPushed(KeycloakSession session) {
        Map<?, ?> pushed = session.getAttribute(PUSHED, Map.class);
        return pushed == null ? Set.of() : ApiNaming.in(parameter -> values((String) pushed.get(parameter)));
    }

    private static List<String> values(String value) {
        return Stream.ofNullable(value).toList();
    }

    private static boolean enforces(KeycloakSession session) {
        return RealmSwitch.enforces(session.getContext().getRealm());
    }
}
