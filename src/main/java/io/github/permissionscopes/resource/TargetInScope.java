package io.github.permissionscopes.resource;

import io.github.permissionscopes.decision.ScopeList;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The API of a login on its way to the code exchange, as an additional token in the login's {@code scope}.
 *
 * <p>Everything else that Keycloak keeps of a login is shared by the tabs of a browser, but the scope goes into the
 * authorization code ({@code OIDCLoginProtocol.authenticated}, the same in 26.0 to 26.7). Keycloak ignores tokens there
 * that name no client scope. The seal of a grant protects the token; if a client sends one with this name, it is
 * removed.
 */
public final class TargetInScope {

    private static final String PREFIX = "permissionScopes.api=";

    private TargetInScope() {}

    public static ScopeList add(ScopeList scope, TargetApi target) {
        String token = PREFIX + URLEncoder.encode(target.id(), StandardCharsets.UTF_8);
        return scope.and(new ScopeList(List.of(token)));
    }

    /** @return the API, as {@link TargetApi#id} */
    public static Optional<String> in(ScopeList scope) {
        return scope.names().stream()
                .filter(token -> token.startsWith(PREFIX))
                .map(token -> URLDecoder.decode(token.substring(PREFIX.length()), StandardCharsets.UTF_8))
                .findFirst();
    }

    public static ScopeList without(ScopeList scope) {
        return scope.without(
                scope.names().stream().filter(token -> token.startsWith(PREFIX)).toList());
    }
}
