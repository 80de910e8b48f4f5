package io.github.permissionscopes.resource;

import io.github.permissionscopes.telemetry.RefusedResource;

/** Thrown if the request names an API for which it cannot get a token: {@code invalid_target} (RFC 8707 §2). */
public final class InvalidTarget extends RuntimeException {

    /** The error code, in the response and in the event. */
    public static final String ERROR = RefusedResource.REASON;

    private static final long serialVersionUID = 1L;

    /** @param description for the client; discloses nothing that the client does not know */
    public InvalidTarget(String description) {
        super(description);
    }
}
