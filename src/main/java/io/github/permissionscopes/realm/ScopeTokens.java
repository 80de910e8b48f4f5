package io.github.permissionscopes.realm;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.ClientScopeModel;

/** From a requested token to the client scope that it stands for. */
final class ScopeTokens {

    // ClientScopeModel's constants for these were renamed in 26.7; the stored keys of both generations are read.
    private static final List<String> PARAMETERIZED = List.of("is.parameterized.scope", "is.dynamic.scope");

    // Keycloak knows its organization scope, which takes an alias or *, by this mapper (TokenManager).
    private static final String ORGANIZATION_MAPPER = "oidc-organization-membership-mapper";

    private ScopeTokens() {}

    /** The scope that Keycloak resolves the token to: by its exact name, or by the base of a parameterized one. */
    static Optional<ClientScopeModel> find(String token, Map<String, ClientScopeModel> scopes) {
        ClientScopeModel exact = scopes.get(token);
        if (exact != null) {
            return Optional.of(exact);
        }
        // The base of "a:b:value" may be "a:b" or "a": the longest assigned one counts.
        for (int end = token.lastIndexOf(':'); end > 0; end = token.lastIndexOf(':', end - 1)) {
            ClientScopeModel base = scopes.get(token.substring(0, end));
            if (base != null && takesValue(base)) {
                return Optional.of(base);
            }
        }
        return Optional.empty();
    }

    static boolean takesValue(ClientScopeModel scope) {
        return PARAMETERIZED.stream().anyMatch(key -> Boolean.parseBoolean(scope.getAttribute(key)))
                || scope.getProtocolMappersStream()
                        .anyMatch(mapper -> ORGANIZATION_MAPPER.equals(mapper.getProtocolMapper()));
    }
}
