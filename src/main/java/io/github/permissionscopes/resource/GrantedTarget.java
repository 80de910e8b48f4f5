package io.github.permissionscopes.resource;

import java.util.Optional;
import org.keycloak.representations.RefreshToken;

/**
 * The API of a grant, as {@link TargetApi#id}, in grants that can hold an entry of the product: a claim of refresh
 * tokens and backchannel requests, a parameter of device codes and authorization requests.
 */
public final class GrantedTarget {

    /** Name of the claim or parameter. */
    public static final String KEY = "permission_scopes_resource";

    /** Value in a refresh token: no API was named while the realm enforced, and none may be named later. */
    public static final String ANY_API = "";

    private GrantedTarget() {}

    /** @return the token's entry, which may be {@link #ANY_API}; empty if it has none */
    public static Optional<String> in(RefreshToken token) {
        return claim(token, KEY);
    }

    /** @return the entry of Keycloak's own feature (resource-indicators, since 26.7) */
    public static Optional<String> ofKeycloak(RefreshToken token) {
        return claim(token, ResourceParameters.RESOURCE);
    }

    public static void put(RefreshToken token, String id) {
        token.getOtherClaims().put(KEY, id);
    }

    private static Optional<String> claim(RefreshToken token, String name) {
        return Optional.ofNullable(token.getOtherClaims().get(name))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }
}
