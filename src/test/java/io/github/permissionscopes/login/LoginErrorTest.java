package io.github.permissionscopes.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.authorization.Authorizers;
import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.fake.FakeLogin;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.KeycloakFeatures;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.authentication.AuthenticationFlowException;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;

/** What a client is told of a login that is rejected. */
class LoginErrorTest {

    @RegisterExtension
    static final KeycloakFeatures FEATURES = KeycloakFeatures.usual();

    private final FakeRealm realm = FakeRealm.enforcing().setting("refusal", "reject");
    private final RoleModel read = realm.role("contacts-api", "read:contacts");
    private final ClientModel app = realm.client(
            "app",
            realm.scope("delete:contacts", realm.role("contacts-api", "delete:contacts")),
            realm.scope("read:notes", Map.of(PermissionScopes.MINIMUM_ACR, "2"), read),
            realm.scope("read:diary", Map.of(PermissionScopes.MINIMUM_ACR, "3"), read),
            realm.scope("read:never", Map.of(PermissionScopes.MINIMUM_ACR, "unknown"), read));
    private final FakeSession session = new FakeSession(realm).from(app);

    @ParameterizedTest
    @CsvSource({
        "delete:contacts, invalid_scope, Not permitted: delete:contacts",
        "read:notes, unmet_authentication_requirements, Not permitted: read:notes (at this level of"
                + " authentication; ask with acr_values=2)",
        "read:notes read:diary, unmet_authentication_requirements, Not permitted: read:notes read:diary (at this"
                + " level of authentication; ask with acr_values=3)",
        "read:notes delete:contacts, invalid_scope, Not permitted: read:notes delete:contacts",
        "read:never, invalid_scope, Not permitted: read:never"
    })
    void saysWhetherAnotherLoginWouldDo(String scope, String code, String description) {
        assertThat(LoginError.of(app, ruling(scope))).isEqualTo(new LoginError(code, description));
    }

    @Test
    void namesTheLevelsOfTheRealmThatSuffice() {
        realm.attribute("acr.loa.map", "{\"bronze\":1,\"silver\":2,\"gold\":3,\"also silver\":2,\"sil\\\\ver\":2}");

        assertThat(LoginError.of(app, ruling("read:notes")).description()).endsWith("acr_values=silver gold)");
    }

    @ParameterizedTest
    @CsvSource({
        "code, , https://app.example/back?error=invalid_scope&error_description=Not+permitted%3A+delete%3Acontacts"
                + "&iss=https%3A%2F%2Facme.example",
        "code, abc, https://app.example/back?error=invalid_scope&error_description=Not+permitted%3A+delete%3Acontacts"
                + "&state=abc&iss=https%3A%2F%2Facme.example",
        "token, abc, https://app.example/back#error=invalid_scope&error_description=Not+permitted%3A+delete%3Acontacts"
                + "&state=abc&iss=https%3A%2F%2Facme.example"
    })
    void isInTheRedirect(String type, String state, String address) {
        FakeLogin login = new FakeLogin(app, "delete:contacts")
                .note("response_type", type)
                .note("state", state)
                .note("iss", "https://acme.example");

        Response answer = LoginRejection.answer(session.model(), login.model(), ruling("delete:contacts"));

        assertThat(answer.getStatus()).isEqualTo(302);
        assertThat(answer.getLocation()).hasToString(address);
        assertThat(login.removedTab()).as("the login is over").isEqualTo("tab");
    }

    @Test
    void isInTheEventAndNotInTheLog() {
        FakeLogin login = new FakeLogin(app, "delete:contacts")
                .by(realm.user("anna"))
                .note("response_type", "code")
                .note("iss", "https://acme.example");
        EventBuilder event = session.event();

        AuthenticationFlowException thrown =
                LoginRejection.thrown(session.model(), login.model(), event, ruling("delete:contacts"));

        assertThat(thrown.getResponse().getStatus()).isEqualTo(302);
        assertThat(thrown).hasMessage("The requested scopes are not permitted");
        assertThat(thrown.getStackTrace()).isEmpty();
        assertThat(event.getEvent().getUserId()).isEqualTo("user:anna");
        assertThat(event.getEvent().getDetails()).containsEntry("reason", "Not permitted: delete:contacts");
    }

    @ParameterizedTest
    @CsvSource({"none, , true", "none, true, false", "login, , false", ", , false"})
    void isSilentWhereNoPageMayBeShown(String prompt, String forwarded, boolean silent) {
        FakeLogin login = new FakeLogin(app, "").note("prompt", prompt);
        login.notes().put("forwarded.passive.login", forwarded);

        assertThat(LoginRejection.isSilent(login.model())).isEqualTo(silent);
    }

    private Ruling ruling(String scope) {
        return Authorizers.quiet(session.model())
                .authorize(ScopeQuestion.grant(app, realm.user("anna", read), ScopeList.parse(scope))
                        .reached(() -> 1))
                .orElseThrow();
    }
}
