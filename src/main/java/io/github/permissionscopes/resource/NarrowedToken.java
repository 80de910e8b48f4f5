package io.github.permissionscopes.resource;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.representations.AccessToken;

/** An access token for one API alone: the API is its only audience, and it has no roles of other clients. */
public final class NarrowedToken {

    /** Claim: the client ID of the API. */
    private static final String API = "permission_scopes_api";

    private NarrowedToken() {}

    /** Narrows the token to this API. Idempotent. */
    public static void narrow(AccessToken token, TargetApi target) {
        token.audience(target.audience());
        Map<String, AccessToken.Access> roles = new HashMap<>(token.getResourceAccess());
        roles.keySet().retainAll(Set.of(target.clientId()));
        token.setResourceAccess(roles);
        token.getOtherClaims().put(API, target.clientId());
    }

    /** @return the API that an issued token is for; empty if its request named none */
    public static Optional<TargetApi> targetOf(AccessToken token) {
        String[] audience = token.getAudience();
        return token.getOtherClaims().get(API) instanceof String api && audience != null && audience.length == 1
                ? Optional.of(new TargetApi(api, audience[0], api))
                : Optional.empty();
    }
}
