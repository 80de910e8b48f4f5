package io.github.permissionscopes.resource;

import java.util.Optional;
import org.keycloak.representations.RefreshToken;

/**
 * The API of a grant, as {@link TargetApi#id}, where the grant has a place for names of ours: a claim of refresh tokens and of
 * backchannel requests, a parameter of device codes and of authorization requests.
 */
public final class GrantedTarget {

    /** Name of the claim or parameter. */
    public static final String KEY = "permission_scopes_resource";

    /** In a refresh token: nothing was named while the realm enforced, and nothing may be named later. */
    public static final String ANY_API = "";

    private GrantedTarget() {}

    /** @return what the token says; {@link #ANY_API} included, empty where it says nothing */
    public static Optional<String> in(RefreshToken token) {
        return claim(token, KEY);
    }

    /** @return what Keycloak's own feature (resource-indicators, since 26.7) has written into the token */
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
