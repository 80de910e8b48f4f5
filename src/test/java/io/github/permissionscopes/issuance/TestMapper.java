package io.github.permissionscopes.issuance;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.FakeUserSession;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.AccessTokenResponse;

/** A mapper of ours, and a token that it is to see: Anna may read contacts and events, and delete nothing. */
final class TestMapper {

    private final FakeRealm realm = FakeRealm.enforcing();
    private final RoleModel reader = realm.role("contacts-api", "read:contacts");
    private final RoleModel guest = realm.role("events-api", "read:events");
    private final ClientScopeModel read = realm.scope("read:contacts", reader);
    private final ClientModel app = realm.client(
            "app",
            read,
            realm.scope("read:events", guest),
            realm.scope("read:notes", Map.of(PermissionScopes.MINIMUM_ACR, "2"), reader),
            realm.scope("delete:contacts", realm.role("contacts-api", "delete:contacts")),
            realm.scope("email"));
    private final UserModel anna = realm.user("anna", reader, guest);
    private final FakeUserSession login =
            new FakeUserSession(realm, "session", anna).at(app, "level-of-authentication", "1");
    private final FakeSession session = new FakeSession(realm).from(app);
    private final Map<String, String> config = new HashMap<>();
    private final AccessToken token = new AccessToken();

    FakeRealm realm() {
        return realm;
    }

    ClientModel app() {
        return app;
    }

    FakeUserSession login() {
        return login;
    }

    FakeSession session() {
        return session;
    }

    Map<String, String> config() {
        return config;
    }

    AccessToken token() {
        return token;
    }

    /** @param resolved what Keycloak has made the token of */
    AccessToken transformed(String scope, ClientScopeModel... resolved) {
        token.setScope(scope);
        return new PermissionScopesMapper()
                .transformAccessToken(token, mapper(), session.model(), login.model(), login.context(app, resolved));
    }

    String answered(String scope) {
        AccessTokenResponse response = answer(new AccessTokenResponse());
        response.setScope(scope);
        return response.getScope();
    }

    AccessTokenResponse answer(AccessTokenResponse response) {
        return new PermissionScopesMapper()
                .transformAccessTokenResponse(response, mapper(), session.model(), login.model(), login.context(app));
    }

    /** @return the token as an API sees it */
    AccessToken introspected() {
        return new PermissionScopesMapper()
                .transformIntrospectionToken(token, mapper(), session.model(), login.model(), login.context(app));
    }

    ProtocolMapperModel mapper() {
        ProtocolMapperModel mapper = new ProtocolMapperModel();
        mapper.setConfig(config);
        return mapper;
    }

    @SuppressWarnings("unchecked")
    static List<String> claim(AccessToken token) {
        return (List<String>) token.getOtherClaims().get("permissions");
    }
}
