package io.github.permissionscopes.fake;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/** The client scopes of a realm. */
final class FakeScopes {

    private final Map<String, ClientScopeModel> scopes = new LinkedHashMap<>();

    ClientScopeModel add(RealmModel realm, String name, Map<String, String> attributes, RoleModel... roles) {
        ClientScopeModel scope = Fake.of(ClientScopeModel.class)
                .with("getId", "scope:" + name)
                .with("getName", name)
                .with("getProtocol", "openid-connect")
                .get("isIncludeInTokenScope", () -> !"false".equals(attributes.get("include.in.token.scope")))
                .with("isDynamicScope", false)
                .with("isAlwaysConsent", false)
                .with("getAttributes", attributes)
                .with("getRealm", realm)
                .on("getAttribute", arguments -> attributes.get((String) arguments[0]))
                .get("getScopeMappingsStream", () -> Arrays.stream(roles))
                .get("getProtocolMappersStream", Stream::empty)
                .with("getProtocolMapperByType", List.of())
                .make();
        scopes.put(name, scope);
        return scope;
    }

    Stream<ClientScopeModel> all() {
        return scopes.values().stream();
    }
}
