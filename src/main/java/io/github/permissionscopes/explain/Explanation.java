package io.github.permissionscopes.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The outcome of a client's request for scopes on behalf of a user, or of itself, with the reasons.
 *
 * @param enforcement {@code enforce}, {@code report} or {@code off}. With {@code off} the rest describes what would
 *     happen with the current settings if the switch were on
 * @param subject the user, or the service account's user
 * @param client client ID of the requesting client
 * @param resource client ID of the API that the token is for; null if none is named, or if naming it changes nothing
 *     because the API is only reported on
 * @param requested the requested scopes
 * @param kept the scopes that the request continues with; null if it is rejected
 * @param rejected whether the request gets {@code invalid_scope}
 * @param rejection the reason; null if it is not rejected
 * @param remarks remarks about the question; may be empty
 * @param scopes one answer per requested scope in its order, then the added scopes
 * @param consent what the user is asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Explanation(
        String enforcement,
        PathStep subject,
        String client,
        String resource,
        String requested,
        String kept,
        boolean rejected,
        String rejection,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> remarks,
        List<ScopeAnswer> scopes,
        ConsentPage consent) {}
