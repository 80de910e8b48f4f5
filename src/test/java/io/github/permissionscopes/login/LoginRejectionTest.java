package io.github.permissionscopes.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.authorization.Authorizers;
import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.fake.FakeForms;
import io.github.permissionscopes.fake.FakeLogin;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.KeycloakFeatures;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.ClientModel;

/** Where the error of a login goes: to the client, to the user, or to the device that waits. */
class LoginRejectionTest {

    @RegisterExtension
    static final KeycloakFeatures FEATURES = KeycloakFeatures.none();

    private final FakeRealm realm = FakeRealm.enforcing();
    private final Map<String, String> attributes = new HashMap<>();
    private final ClientModel app = realm.client(
            "app", attributes, realm.scope("delete:contacts", realm.role("contacts-api", "delete:contacts")));
    private final FakeForms forms = new FakeForms();
    private final FakeSession session =
            new FakeSession(realm).from(app).providing(LoginFormsProvider.class, forms.model());
    private final FakeLogin login = new FakeLogin(app, "delete:contacts")
            .by(realm.user("anna"))
            .note("response_type", "code")
            .note("iss", "https://acme");

    @BeforeEach
    void waitForADevice() {
        session.singleUseObjects().put("realm:acme.uc.ABCD", new HashMap<>(Map.of("dc", "code")));
        session.singleUseObjects()
                .put("dc.code", new HashMap<>(Map.of("rid", "realm:acme", "cid", "app", "exp", "0", "int", "5")));
    }

    @Test
    void isTheClientsInTheResponseModeThatItAsksFor() {
        login.note("response_mode", "fragment").note("state", "abc");

        assertThat(another().getLocation())
                .hasToString("https://app.example/back#error=access_denied&error_description=No&state=abc"
                        + "&iss=https%3A%2F%2Facme");
        assertThat(login.removedTab()).isEqualTo("tab");
    }

    @Test
    void isWithoutAnIssuerWhereTheClientWantsNone() {
        attributes.put("exclude.issuer.from.auth.response", "true");

        assertThat(another().getLocation())
                .hasToString("https://app.example/back?error=access_denied&error_description=No");
    }

    @ParameterizedTest
    @ValueSource(strings = {"address", "type"})
    void isTheUsersWhereTheClientCannotBeTold(String missing) {
        if (missing.equals("address")) {
            login.redirectUri(null);
        } else {
            login.note("response_type", null);
        }

        Response answer = another();

        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(answer.getEntity()).isEqualTo("permissionScopesRejected");
        assertThat(LoginRejection.answer(session.model(), login.model(), ruling())
                        .getEntity())
                .isEqualTo("permission-scopes-refused.ftl");
        assertThat(login.removedTab()).isNull();
    }

    @Test
    void isTheLastPageAtADeviceLoginAndTheDeviceIsDenied() {
        login.note("OAUTH2_DEVICE_VERIFIED_USER_CODE", "ABCD");

        assertThat(another().getLocation().toString()).endsWith("/device/status?error=access_denied");
        assertThat(session.singleUseObjects().get("dc.code")).containsEntry("denied", "true");
    }

    @Test
    void showsWhatIsRefusedAtADeviceLoginAndTheDeviceIsDenied() {
        login.note("OAUTH2_DEVICE_VERIFIED_USER_CODE", "ABCD");

        Response answer = LoginRejection.answer(session.model(), login.model(), ruling());

        assertThat(answer.getEntity()).isEqualTo("permission-scopes-refused.ftl");
        assertThat(session.singleUseObjects().get("dc.code")).containsEntry("denied", "true");
    }

    private Response another() {
        return LoginRejection.answer(session.model(), login.model(), "access_denied", "No");
    }

    private Ruling ruling() {
        return Authorizers.quiet(session.model())
                .authorize(ScopeQuestion.grant(app, realm.user("anna"), ScopeList.parse("delete:contacts")))
                .orElseThrow();
    }
}
