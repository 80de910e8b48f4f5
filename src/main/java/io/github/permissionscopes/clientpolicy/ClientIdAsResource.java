package io.github.permissionscopes.clientpolicy;

import io.github.permissionscopes.resource.ResourceParameters;
import io.github.permissionscopes.resource.ResourceUri;
import io.github.permissionscopes.resource.TargetResolver;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.endpoints.request.AuthzEndpointRequestParser;

/**
 * Moves a client ID, or another name that Keycloak rejects in {@code resource}, to {@code audience}. Since 26.7 the
 * authorization endpoint accepts only certain URIs in {@code resource}
 * ({@code AuthorizationEndpointChecker.checkValidResource}, with and without the feature resource-indicators).
 * {@code audience} has the same meaning and is not checked. A request object is signed, so it stays unchanged.
 */
final class ClientIdAsResource {

    private ClientIdAsResource() {}

    /**
     * @throws WebApplicationException with a redirect to the corrected request if it is a GET, whose query cannot be
     *     changed
     */
    static void at(KeycloakSession session, TargetResolver targets, MultivaluedMap<String, String> parameters) {
        if (!HttpMethod.GET.equals(session.getContext().getHttpRequest().getHttpMethod())) {
            in(targets, parameters);
            return;
        }
        if (!isThere(targets, parameters)) {
            return;
        }
        URI same = session.getContext()
                .getUri()
                .getRequestUriBuilder()
                .replaceQueryParam(ResourceParameters.RESOURCE)
                .replaceQueryParam(ResourceParameters.AUDIENCE, "{audience}")
                .build(parameters.getFirst(ResourceParameters.RESOURCE));
        throw ResponseException.of(
                Response.status(Response.Status.FOUND).location(same).build());
    }

    static void in(TargetResolver targets, MultivaluedMap<String, String> form) {
        if (isThere(targets, form)) {
            String clientId = form.getFirst(ResourceParameters.RESOURCE);
            form.remove(ResourceParameters.RESOURCE);
            form.putSingle(ResourceParameters.AUDIENCE, clientId);
        }
    }

    private static boolean isThere(TargetResolver targets, MultivaluedMap<String, String> parameters) {
        List<String> resource = parameters.get(ResourceParameters.RESOURCE);
        return AuthzEndpointRequestParser.KNOWN_REQ_PARAMS.contains(ResourceParameters.RESOURCE)
                && !parameters.containsKey(ResourceParameters.AUDIENCE)
                && resource != null
                && resource.size() == 1
                && !resource.get(0).isBlank()
                && !ResourceUri.isTakenByKeycloak(resource.get(0))
                && targets.concerns();
    }
}
