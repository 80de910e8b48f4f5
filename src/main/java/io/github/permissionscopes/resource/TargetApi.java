package io.github.permissionscopes.resource;

import org.keycloak.models.ClientModel;

/**
 * The one API that a token is for, because the request named it (RFC 8707).
 *
 * @param clientId of the API's client; empty if the API no longer exists, so that no scope belongs to it
 * @param audience the token's {@code aud}: the API's identifier or, without one, its client ID, however the request
 *     named it
 * @param id the value that a grant carries, by which {@link TargetResolver#carried} finds the API even after its client
 *     ID changed: Keycloak's id of the client, or the given name of an unknown API
 */
public record TargetApi(String clientId, String audience, String id) {

    static TargetApi of(ClientModel api) {
        return new TargetApi(api.getClientId(), ApiLookup.audience(api), api.getId());
    }

    /** An API that does not exist (any more). No protected scope belongs to it. */
    public static TargetApi unknown(String name) {
        return new TargetApi("", name, name);
    }

    public boolean isKnown() {
        return !clientId.isEmpty();
    }
}
