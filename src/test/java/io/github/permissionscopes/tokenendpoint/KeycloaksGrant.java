package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.fake.Fake;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.keycloak.events.EventType;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.representations.AccessTokenResponse;

/** Keycloak's own grant type: what it sees of a request, and what it answers. */
final class KeycloaksGrant {

    private final AccessTokenResponse tokens = new AccessTokenResponse();
    private final List<String> seen = new ArrayList<>();
    private boolean fails;

    /** @return of each request the scope and the resource, and what else is called */
    List<String> seen() {
        return seen;
    }

    AccessTokenResponse tokens() {
        return tokens;
    }

    void fail() {
        fails = true;
    }

    Response process(OAuth2GrantType.Context context, GrantEnforcement enforcement) {
        return new ScopeCheckedGrantType(model(), enforcement).process(context);
    }

    OAuth2GrantType model() {
        return Fake.of(OAuth2GrantType.class)
                .on("process", arguments -> {
                    OAuth2GrantType.Context context = (OAuth2GrantType.Context) arguments[0];
                    seen.add(String.valueOf(context.getFormParams().getFirst("scope")));
                    seen.add(String.valueOf(context.getFormParams().getFirst("resource")));
                    if (fails) {
                        throw new IllegalStateException("Keycloak");
                    }
                    return Response.ok(tokens).build();
                })
                .with("getEventType", EventType.CODE_TO_TOKEN)
                .with("getSupportedMultivaluedRequestParameters", Set.of("audience"))
                .with("getTokenParameterNames", Set.of("token"))
                .with("isTokenAllowed", false)
                .get("preProcess", () -> seen.add("preProcess"))
                .get("close", () -> seen.add("close"))
                .make();
    }
}
