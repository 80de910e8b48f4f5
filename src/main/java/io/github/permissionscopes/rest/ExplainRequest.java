package io.github.permissionscopes.rest;

import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.definition.FieldError;
import jakarta.ws.rs.WebApplicationException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST explain}.
 *
 * @param user user name or id; null if it is about a service account
 * @param serviceAccountOf client id of the service account's client; null if it is about a user
 * @param client client id of the asking client; null stands for the service account's
 * @param scope the requested scopes, as in the request's parameter; null or blank for all of the client's
 * @param resource the API that the request names (RFC 8707); null for none
 * @param acr the level of authentication of the login, or its name in the realm's ACR to LoA mapping; null for none
 */
record ExplainRequest(
        @Nullable String user,
        @Nullable String serviceAccountOf,
        @Nullable String client,
        @Nullable String scope,
        @Nullable String resource,
        @Nullable String acr) {

    /** More than Keycloak takes of one parameter of a login (4,000 characters). */
    private static final int LONGEST = 4_000;

    /** As many as an API may have. */
    private static final int MOST_SCOPES = 1_000;

    /** Of the scopes together, before they are told apart: a name has 255 characters at most. */
    private static final int LONGEST_SCOPES = MOST_SCOPES * 256;

    /** Each is looked up: what is none of a name is not asked for. */
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    /** @throws WebApplicationException 400 where a field is longer than what a login could send, or no name */
    ExplainRequest checked() {
        List<FieldError> errors = new ArrayList<>();
        check(errors, "/user", user);
        check(errors, "/serviceAccountOf", serviceAccountOf);
        check(errors, "/client", client);
        if (scope != null
                && (scope.length() > LONGEST_SCOPES
                        || ScopeList.parse(scope).names().size() > MOST_SCOPES)) {
            errors.add(new FieldError("/scope", "At most " + MOST_SCOPES + " scopes, of 255 characters each."));
        }
        check(errors, "/resource", resource);
        check(errors, "/acr", acr);
        if (!errors.isEmpty()) {
            throw Problem.of(errors);
        }
        return this;
    }

    /** @return the scopes asked for; none where there is nothing but white space */
    ScopeList scopes() {
        return scope == null || scope.isBlank() ? ScopeList.EMPTY : ScopeList.parse(scope);
    }

    private static void check(List<FieldError> errors, String field, @Nullable String value) {
        if (value != null && value.length() > LONGEST) {
            errors.add(new FieldError(field, "At most " + LONGEST + " characters; these are " + value.length() + "."));
        } else if (value != null && CONTROL.matcher(value).find()) {
            errors.add(new FieldError(field, "No control characters or line breaks here."));
        }
    }
}
