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
 * An error as RFC 9457 {@code application/problem+json}.
 *
 * @param type always {@code about:blank}: the status says which kind it is
 * @param field JSON pointer to the first field at fault; null where none is
 * @param errors every field at fault; empty where none is
 * @param notCarriedOver of an import: what it had to say of the document so far
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

    /** 400 for what was written wrong. */
    static WebApplicationException of(List<FieldError> errors) {
        return of(Status.BAD_REQUEST, errors);
    }

    /** As above, of an imported document. */
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
