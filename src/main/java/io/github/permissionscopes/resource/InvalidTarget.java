package io.github.permissionscopes.resource;

import io.github.permissionscopes.telemetry.RefusedResource;

/** The request names an API that it cannot have a token for: {@code invalid_target} (RFC 8707 §2). */
public final class InvalidTarget extends RuntimeException {

    /** The code of the error, in the answer and in the event. */
    public static final String ERROR = RefusedResource.REASON;

    private static final long serialVersionUID = 1L;

    /** @param description for the client; it says nothing that the client does not know */
    public InvalidTarget(String description) {
        super(description);
    }
}
