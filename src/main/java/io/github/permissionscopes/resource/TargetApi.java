package io.github.permissionscopes.resource;

import org.keycloak.models.ClientModel;

/**
 * The one API that a token is for, since the request named it (RFC 8707).
 *
 * @param clientId of the API's client; empty where there is no such API any more, so that no scope belongs to it
 * @param audience the token's {@code aud}: the API's identifier where it has one, else its client ID, however the request
 *     named it
 * @param id what a grant carries, so that {@link TargetResolver#carried} finds the API again, also under another client ID:
 *     Keycloak's id of the client; the name that was given, of an API that is not known
 */
public record TargetApi(String clientId, String audience, String id) {

    static TargetApi of(ClientModel api) {
        return new TargetApi(api.getClientId(), ApiLookup.audience(api), api.getId());
    }

    /** An API that cannot be named (any more). No protected scope belongs to it. */
    public static TargetApi unknown(String name) {
        return new TargetApi("", name, name);
    }

    public boolean isKnown() {
        return !clientId.isEmpty();
    }
}
