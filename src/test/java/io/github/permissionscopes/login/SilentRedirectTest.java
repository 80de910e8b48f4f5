package io.github.permissionscopes.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.fake.FakeContacts;
import io.github.permissionscopes.fake.FakeLogin;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.FakeUserSession;
import io.github.permissionscopes.fake.KeycloakFeatures;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.ClientModel;
import org.keycloak.protocol.LoginProtocol;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.representations.AccessToken;

/** The answer to {@code prompt=none} with a token, which Keycloak builds with a protocol of its own. */
class SilentRedirectTest {

    @RegisterExtension
    static final KeycloakFeatures FEATURES = KeycloakFeatures.none();

    private final FakeContacts contacts = new FakeContacts();
    private final FakeRealm realm = contacts.realm().setting("refusal", "reject");
    private final FakeSession session =
            new FakeSession(realm).from(contacts.app()).providing(LoginProtocol.class, new OIDCLoginProtocol(null));
    private final FakeLogin login = login(contacts.app());
    private final AccessToken token = new AccessToken();

    @BeforeEach
    void issue() {
        token.setScope("email");
    }

    /** That it is ours shows: it is the error that the login owes. */
    @Test
    void isBuiltAgainWhereTheClientIsToBeToldItsScope() {
        assertThat(answer(login, token).orElseThrow().getLocation().toString())
                .startsWith("https://app.example/back#error=invalid_scope");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no token", "with pages", "answered", "told", "report", "plain"})
    void isKeycloaksOtherwise(String why) {
        FakeLogin asked = why.equals("plain") ? login(realm.client("plain", realm.scope("phone"))) : login;
        switch (why) {
            case "with pages" -> login.note("prompt", "login");
            case "answered" -> RequestState.of(session.model()).answersLogin();
            case "told" -> token.setScope("email delete:contacts");
            case "report" -> realm.setting("mode", "report");
            default -> assertThat(why).isIn("no token", "plain");
        }

        assertThat(answer(asked, why.equals("no token") ? null : token)).isEmpty();
    }

    private Optional<Response> answer(FakeLogin asked, AccessToken issued) {
        ClientModel client = asked.model().getClient();
        FakeUserSession userSession = new FakeUserSession(realm, "session", contacts.anna()).at(client);
        return SilentRedirect.answer(session.model(), asked.model(), userSession.context(client), issued);
    }

    private FakeLogin login(ClientModel client) {
        FakeLogin asked = new FakeLogin(client, "email delete:contacts")
                .by(contacts.anna())
                .note("prompt", "none")
                .note("response_type", "token")
                .note("iss", "https://acme");
        PendingAnswer.due(session.model(), asked.model());
        return asked;
    }
}
