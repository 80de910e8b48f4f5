package io.github.permissionscopes.authorization;

import io.github.permissionscopes.resource.ResourceParameters;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Set;
import org.keycloak.events.EventBuilder;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.services.cors.Cors;

/**
 * The current HTTP request as a token request.
 *
 * <p>The password grant runs a login flow and required actions like a browser login does. The presence of this object
 * tells those that the response goes to the token endpoint.
 *
 * @param context the context that Keycloak passes to the grant type
 * @param sent the form as the client sent it. Keycloak removes control characters from the context's form and, since
 *     26.7, over-long values, so that a named API could silently disappear from it
 */
public record TokenRequest(OAuth2GrantType.Context context, MultivaluedMap<String, String> sent) {

    static TokenRequest of(OAuth2GrantType.Context context) {
        return new TokenRequest(
                context, context.getSession().getContext().getHttpRequest().getDecodedFormParameters());
    }

    /** @return the APIs that the request names for its token, even those that the context's form has lost */
    public Set<String> resources() {
        return ResourceParameters.names(sent::get);
    }

    /** @return the values of one parameter; empty if it is absent */
    public List<String> values(String parameter) {
        List<String> values = sent.get(parameter);
        return values == null ? List.of() : List.copyOf(values);
    }

    public EventBuilder event() {
        return context.getEvent();
    }

    public Cors cors() {
        return context.getCors();
    }
}
