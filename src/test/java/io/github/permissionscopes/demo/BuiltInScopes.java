package io.github.permissionscopes.demo;

import static io.github.permissionscopes.demo.DemoRealm.clientScope;
import static io.github.permissionscopes.demo.DemoRealm.mapper;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.keycloak.representations.idm.ClientScopeRepresentation;

/** Those of Keycloak's own client scopes that the demo needs: a realm file with client scopes gets no others. */
public final class BuiltInScopes {

    private BuiltInScopes() {}

    public static Stream<ClientScopeRepresentation> all() {
        ClientScopeRepresentation basic = clientScope("basic", mapper("sub", "oidc-sub-mapper", Map.of()));
        ClientScopeRepresentation profile = clientScope(
                "profile",
                mapper(
                        "username",
                        "oidc-usermodel-attribute-mapper",
                        Map.of("user.attribute", "username", "claim.name", "preferred_username")));
        ClientScopeRepresentation email = clientScope(
                "email",
                mapper(
                        "email",
                        "oidc-usermodel-attribute-mapper",
                        Map.of("user.attribute", "email", "claim.name", "email")));
        ClientScopeRepresentation roles = clientScope(
                "roles",
                mapper("audience resolve", "oidc-audience-resolve-mapper", Map.of()),
                mapper(
                        "realm roles",
                        "oidc-usermodel-realm-role-mapper",
                        Map.of("claim.name", "realm_access.roles", "multivalued", "true")),
                mapper(
                        "client roles",
                        "oidc-usermodel-client-role-mapper",
                        Map.of("claim.name", "resource_access.${client_id}.roles", "multivalued", "true")));
        for (ClientScopeRepresentation technical : List.of(basic, roles)) {
            technical.getAttributes().put("include.in.token.scope", "false");
            technical.getAttributes().put("display.on.consent.screen", "false");
        }
        profile.getAttributes().put("consent.screen.text", "User profile");
        email.getAttributes().put("consent.screen.text", "Email address");
        return Stream.of(basic, profile, email, roles);
    }
}
