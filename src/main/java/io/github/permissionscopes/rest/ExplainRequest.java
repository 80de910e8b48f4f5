package io.github.permissionscopes.rest;

import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.definition.FieldError;
import jakarta.ws.rs.WebApplicationException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST explain}: a user or service account, a client, and what the client would request.
 *
 * @param user user name or id; null if it is about a service account
 * @param serviceAccountOf client ID of the service account's client; null if it is about a user
 * @param client client ID of the requesting client; null means the service account's client
 * @param scope the requested scopes, as in the OAuth parameter {@code scope}; null or blank for all scopes of the
 *     client
 * @param resource the API that the request names (RFC 8707); null for none
 * @param acr the level of authentication of the login, or its name in the realm's ACR-to-LoA mapping; null for none
 */
record ExplainRequest(
        @Nullable String user,
        @Nullable String serviceAccountOf,
        @Nullable String client,
        @Nullable String scope,
        @Nullable String resource,
        @Nullable String acr) {

    /** The longest value of one parameter that Keycloak accepts in an authorization request. */
    private static final int LONGEST = 4_000;

    /** The largest number of scopes of one API. */
    private static final int MOST_SCOPES = 1_000;

    /** The longest scope parameter, checked before it is split: a name has at most 255 characters. */
    private static final int LONGEST_SCOPES = MOST_SCOPES * 256;

    /** Names are looked up in the database, which may reject control characters. */
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    /**
     * @throws WebApplicationException 400 if a field is longer than in a login request, or contains control characters
     */
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

    /** @return the requested scopes; empty if {@code scope} is null or blank */
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
