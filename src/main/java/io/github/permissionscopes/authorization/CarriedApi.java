package io.github.permissionscopes.authorization;

import io.github.permissionscopes.decision.ScopeList;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

/**
 * The named API on its way from a login to the code exchange, as one more token of the login's {@code scope}.
 *
 * <p>All else that Keycloak keeps of a login is shared by the tabs of a browser; the scope goes into the authorization
 * code ({@code OIDCLoginProtocol.authenticated}, the same in 26.0 to 26.7). Keycloak ignores names there that are no client
 * scope's. It stands under the seal of {@link SealedGrant}; what a client sends under this name is taken out.
 */
public final class CarriedApi {

    private static final String PREFIX = "permissionScopes.api=";

    private CarriedApi() {}

    public static ScopeList add(ScopeList scope, NamedApi api) {
        String token = PREFIX + URLEncoder.encode(api.name(), StandardCharsets.UTF_8);
        return scope.and(new ScopeList(List.of(token)));
    }

    /** @return the API, as {@link NamedApi#name} */
    public static Optional<String> in(ScopeList scope) {
        return scope.names().stream()
                .filter(token -> token.startsWith(PREFIX))
                .map(token -> URLDecoder.decode(token.substring(PREFIX.length()), StandardCharsets.UTF_8))
                .findFirst();
    }

    /**
     * What a request has named, on its way to the login that it begins. Keycloak keeps it beside parameters of the client's own,
     * which may have our name too.
     */
    public static String sealed(KeycloakSession session, ClientModel client, String name) {
        return new SealedGrant(add(ScopeList.EMPTY, NamedApi.unknown(name)), 0)
                .seal(session, client.getRealm(), client.getId())
                .toString();
    }

    /**
     * @param kept null for nothing
     * @return the name, where {@link #sealed} has made this
     */
    public static Optional<String> unsealed(KeycloakSession session, ClientModel client, String kept) {
        return SealedGrant.open(session, client.getRealm(), ScopeList.parse(kept), client.getId())
                .flatMap(named -> in(named.scopes()));
    }

    /** Without all tokens of ours, also the seal. */
    public static ScopeList without(ScopeList scope) {
        return scope.without(scope.names().stream()
                .filter(token -> token.startsWith(PREFIX) || token.startsWith(SealedGrant.PREFIX))
                .toList());
    }
}
