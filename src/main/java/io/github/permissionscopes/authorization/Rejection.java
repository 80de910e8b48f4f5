package io.github.permissionscopes.authorization;

import io.github.permissionscopes.decision.Reason;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.resource.InvalidTarget;
import io.github.permissionscopes.telemetry.RulingReporter;
import jakarta.ws.rs.core.Response;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.services.CorsErrorResponseException;
import org.keycloak.services.cors.Cors;

/** The response to a rejected request: {@code invalid_scope} (RFC 6749 §4.1.2.1 and §5.2). */
public final class Rejection {

    public static final String ERROR = OAuthErrorException.INVALID_SCOPE;

    private Rejection() {}

    /** Names only scopes that the client itself requested, so that nothing leaks about other scopes. */
    public static String description(Ruling ruling) {
        return "Not permitted: "
                + ruling.refusedScopes().retaining(ruling.decision().requested().names());
    }

    /** Writes the error event and returns the token endpoint's response. */
    public static CorsErrorResponseException atTokenEndpoint(Cors cors, EventBuilder event, Ruling ruling) {
        return described(cors, event, description(ruling));
    }

    /** Writes the error event and returns the token endpoint's response where an error prevented a ruling. */
    public static CorsErrorResponseException unevaluated(Cors cors, EventBuilder event) {
        event.detail(RulingReporter.SCOPE_REFUSED_REASONS, Reason.EVALUATION_FAILED.code());
        return described(cors, event, "The requested scopes could not be evaluated");
    }

    /** Writes the error event and returns the token endpoint's response with the given description. */
    public static CorsErrorResponseException described(Cors cors, EventBuilder event, String description) {
        return answer(cors, event, ERROR, description);
    }

    /** Writes the error event and returns the token endpoint's response to an invalid target (RFC 8707 §2). */
    public static CorsErrorResponseException invalidTarget(Cors cors, EventBuilder event, InvalidTarget invalid) {
        return answer(cors, event, InvalidTarget.ERROR, invalid.getMessage());
    }

    private static CorsErrorResponseException answer(Cors cors, EventBuilder event, String error, String description) {
        event.detail(Details.REASON, description);
        event.error(error);
        return new CorsErrorResponseException(cors, error, description, Response.Status.BAD_REQUEST);
    }
}
