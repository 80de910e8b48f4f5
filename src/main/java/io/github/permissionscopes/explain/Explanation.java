package io.github.permissionscopes.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What a client gets that asks for scopes on behalf of a user, or of itself, and why.
 *
 * @param enforcement {@code enforce}, {@code report} or {@code off}. With {@code off} all else says what would be if the
 *     switch were on, with the settings as they stand
 * @param subject the user, or the service account's user
 * @param client client id of the asking client
 * @param resource client id of the API that the token is for; null for none in particular, and where naming it changes
 *     nothing, since the API is only reported on
 * @param requested the scopes asked for
 * @param kept the scopes that the request goes on with; null if it is rejected
 * @param rejected whether the request is answered with {@code invalid_scope}
 * @param rejection why; null if it is not
 * @param remarks what else there is to be said of the question; empty for nothing
 * @param scopes one answer for each requested scope in its order, then those added unasked
 * @param consent what the user is asked
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
