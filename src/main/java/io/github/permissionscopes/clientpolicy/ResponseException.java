package io.github.permissionscopes.clientpolicy;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Carries a response where Keycloak accepts none as a return value. */
final class ResponseException {

    private ResponseException() {}

    /** Adds an empty body, since an exception's response is sent unchanged only if it has one (Jakarta REST §3.3.4). */
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
