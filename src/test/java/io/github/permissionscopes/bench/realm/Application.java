package io.github.permissionscopes.bench.realm;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.demo.DemoRealm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.testframework.realm.ClientBuilder;

/**
 * A client for all grants, whose service account has the roles of its subject.
 *
 * @param optional number of its optional client scopes, beginning with the first
 * @param mapper what the product's mapper puts into the claim, as the value of {@code permissions.include}; empty for
 *     no mapper
 */
public record Application(int optional, Subject subject, String mapper) {

    public static final String SECRET = "secret";

    public static Application of(int optional, Subject subject) {
        return new Application(optional, subject, "");
    }

    public Application with(String include) {
        return new Application(optional, subject, include);
    }

    public String clientId() {
        return Stream.of("app", String.valueOf(optional), subject.name(), mapper)
                .filter(part -> !part.isEmpty())
                .reduce((left, right) -> left + "-" + right)
                .orElseThrow();
    }

    ClientBuilder client() {
        ClientBuilder client = ClientBuilder.create(clientId())
                .secret(SECRET)
                .serviceAccountsEnabled(true)
                .directAccessGrantsEnabled(true)
                .redirectUris(DemoRealm.REDIRECT_URI)
                .fullScopeEnabled(false)
                .defaultClientScopes("basic", "profile", "email", "roles");
        List<ProtocolMapperRepresentation> mappers = mapper.isEmpty()
                ? List.of(audience())
                : List.of(audience(), mapper(Map.of("permissions.include", mapper)));
        return client.protocolMappers(mappers.toArray(ProtocolMapperRepresentation[]::new));
    }

    /** So that the API's client may introspect every token. */
    static ProtocolMapperRepresentation audience() {
        return mapper("audience", "oidc-audience-mapper", Map.of("included.client.audience", Item.api(0)));
    }

    private static ProtocolMapperRepresentation mapper(Map<String, String> config) {
        return mapper(PermissionScopes.MAPPER_ID, PermissionScopes.MAPPER_ID, config);
    }

    static ProtocolMapperRepresentation mapper(String name, String type, Map<String, String> config) {
        Map<String, String> all = new LinkedHashMap<>(config);
        all.put("id.token.claim", "false");
        all.put("userinfo.token.claim", "false");
        return DemoRealm.mapper(name, type, all);
    }
}
