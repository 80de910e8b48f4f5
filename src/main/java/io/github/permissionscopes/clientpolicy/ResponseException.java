package io.github.permissionscopes.clientpolicy;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** An answer where Keycloak takes none. */
final class ResponseException {

    private ResponseException() {}

    /** An exception's response is sent as it is only if it has a body (Jakarta REST §3.3.4). */
    static WebApplicationException of(Response answer) {
        return new WebApplicationException(
                answer.hasEntity()
                        ? answer
                        : Response.fromResponse(answer)
                                .entity("")
                                .type(MediaType.TEXT_HTML_TYPE)
                                .build());
    }
}
