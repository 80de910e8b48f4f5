package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.FakeUserSession;
import java.util.Map;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;
import org.keycloak.representations.AccessToken;

/**
 * An exchange of a token of Anna's, who may read contacts: by {@code app}, or by {@code legacy} in Keycloak's old way.
 */
final class TestExchange {

    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    private final FakeRealm realm = FakeRealm.enforcing();
    private final RoleModel read = realm.role("contacts-api", "read:contacts");
    private final ClientModel app = client("app", true);
    private final ClientModel legacy = client("legacy", false);
    private final FakeUserSession login =
            new FakeUserSession(realm, "session", realm.user("anna", read)).at(app, "level-of-authentication", "1");
    private final FakeSession session = by(app);
    private final AccessToken token = new AccessToken();

    TestExchange() {
        token.setSessionId("session");
        token.issuedFor("app");
        token.setScope("openid read:contacts delete:contacts");
    }

    FakeRealm realm() {
        return realm;
    }

    ClientModel legacy() {
        return legacy;
    }

    FakeSession session() {
        return session;
    }

    /** The one that is exchanged. */
    AccessToken token() {
        return token;
    }

    /** The notes of the login that the token is from. */
    Map<String, String> notes() {
        return login.notes(app);
    }

    /** The request of another client. */
    FakeSession by(ClientModel client) {
        return new FakeSession(realm).from(client).with(login.model()).with("subject_token_type", ACCESS_TOKEN);
    }

    void ask(String scope) {
        session.form().putSingle("subject_token", session.encode(token));
        if (scope != null) {
            session.form().putSingle("scope", scope);
        }
    }

    /** @return the request as Keycloak will see it */
    GrantRequest enforced() {
        session.attributes().clear();
        return enforced(session);
    }

    GrantRequest enforced(FakeSession asking) {
        GrantRequest request = Requests.of(asking);
        new TokenExchangeEnforcement().enforce(request);
        return request;
    }

    private ClientModel client(String clientId, boolean standard) {
        realm.client("contacts-api", Map.of(PermissionScopes.RESOURCE_URL, "https://contacts.example"));
        return realm.client(
                clientId,
                Map.of("standard.token.exchange.enabled", String.valueOf(standard)),
                realm.scope("read:contacts", read),
                realm.scope("delete:contacts", realm.role("contacts-api", "delete:contacts")),
                realm.scope("read:notes", Map.of(PermissionScopes.MINIMUM_ACR, "2"), read),
                realm.scope("read:events", realm.role("events-api", "read:events")));
    }
}
