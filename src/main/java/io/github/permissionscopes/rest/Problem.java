package io.github.permissionscopes.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.permissionscopes.definition.FieldError;
import io.github.permissionscopes.definition.imports.Remark;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error answer in the format {@code application/problem+json} (RFC 9457).
 *
 * @param type always {@code about:blank}: the HTTP status says which kind of error it is
 * @param field JSON pointer to the first field with an error; null if the error concerns no field
 * @param errors one error for each field with an error; empty if the error concerns no field
 * @param notCarriedOver the remarks that an import made before the error
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String field,
        List<FieldError> errors,
        List<Remark> notCarriedOver) {

    static final String MEDIA_TYPE = "application/problem+json";

    static WebApplicationException of(Status status, String detail) {
        return new Problem(
                        "about:blank",
                        status.getReasonPhrase(),
                        status.getStatusCode(),
                        detail,
                        null,
                        List.of(),
                        List.of())
                .exception();
    }

    /** Creates a 400 answer for errors in what was sent. */
    static WebApplicationException of(List<FieldError> errors) {
        return of(Status.BAD_REQUEST, errors);
    }

    /** Creates a 400 answer for an imported document, with the remarks about it. */
    static WebApplicationException of(List<FieldError> errors, List<Remark> remarks) {
        return of(Status.BAD_REQUEST, errors, remarks);
    }

    static WebApplicationException of(Status status, List<FieldError> errors) {
        return of(status, errors, List.of());
    }

    private static WebApplicationException of(Status status, List<FieldError> errors, List<Remark> remarks) {
        FieldError first = errors.get(0);
        return new Problem(
                        "about:blank",
                        status.getReasonPhrase(),
                        status.getStatusCode(),
                        first.message(),
                        first.field(),
                        errors,
                        remarks)
                .exception();
    }

    private WebApplicationException exception() {
        Response.ResponseBuilder response =
                Response.status(status).type(MEDIA_TYPE).entity(Json.write(this));
        if (status == Status.UNAUTHORIZED.getStatusCode()) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return new WebApplicationException(detail, response.build());
    }
}
