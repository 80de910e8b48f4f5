package io.github.permissionscopes.authorization;

import io.github.permissionscopes.resource.ResourceParameters;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Set;
import org.keycloak.events.EventBuilder;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.services.cors.Cors;

/**
 * The token request that the running HTTP request is.
 *
 * <p>The password grant runs a login flow and required actions as a browser login does. By this they know that they have to
 * answer as a token endpoint.
 *
 * @param context what Keycloak hands to the grant
 * @param sent the form as it was sent: of the context's form Keycloak takes out control characters and, since 26.7, what is
 *     too long, so that a name would be lost without a word
 */
public record TokenRequest(OAuth2GrantType.Context context, MultivaluedMap<String, String> sent) {

    static TokenRequest of(OAuth2GrantType.Context context) {
        return new TokenRequest(
                context, context.getSession().getContext().getHttpRequest().getDecodedFormParameters());
    }

    /** @return what it names as the API of its token; the context's form may not have it any more */
    public Set<String> resources() {
        return ResourceParameters.names(sent::get);
    }

    /** @return the values of one parameter; none where it is not there */
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
