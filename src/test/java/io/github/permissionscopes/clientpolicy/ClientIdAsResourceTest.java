package io.github.permissionscopes.clientpolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.fake.FakeContacts;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import jakarta.ws.rs.WebApplicationException;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.ClientModel;

/** What becomes of a client ID in {@code resource}, where Keycloak takes only certain URIs. */
class ClientIdAsResourceTest {

    private final FakeContacts contacts = new FakeContacts();
    private final FakeRealm realm = contacts.realm();
    private final ClientModel app = contacts.app();
    private final FakeSession session = new FakeSession(realm).from(app);

    @BeforeEach
    void plain() {
        realm.client("plain", realm.scope("email"));
    }

    @ParameterizedTest
    @CsvSource({
        "app, contacts-api, , contacts-api",
        "app, urn:client:contacts-api, urn:client:contacts-api, ",
        "app, https://contacts.example, https://contacts.example, ",
        "app, ' ', ' ', ",
        "plain, contacts-api, contacts-api, "
    })
    void letsAClientIdPassWhereKeycloakTakesUrisOnly(String client, String sent, String resource, String audience) {
        session.from(null).with("resource", sent);

        AuthorizationTarget.prepare(session.model(), client, session.form());

        assertThat(session.form().getFirst("resource")).isEqualTo(resource);
        assertThat(session.form().getFirst("audience")).isEqualTo(audience);
    }

    @ParameterizedTest
    @CsvSource({"report, app", "enforce, nobody", "enforce, "})
    void leavesAClientIdToKeycloakWhereNothingIsEnforced(String mode, String client) {
        realm.setting("mode", mode);
        session.with("resource", "contacts-api");

        AuthorizationTarget.prepare(session.model(), client, session.form());

        assertThat(session.form()).containsOnlyKeys("resource");
    }

    @Test
    void leavesAClientIdToKeycloakBesideOthers() {
        session.with("resource", "contacts-api").with("resource", "events-api");
        AuthorizationTarget.prepare(session.model(), "app", session.form());
        assertThat(session.form()).containsOnlyKeys("resource");

        session.form().putSingle("resource", "contacts-api");
        session.with("audience", "events-api");
        AuthorizationTarget.prepare(session.model(), "app", session.form());
        assertThat(session.form()).containsOnlyKeys("resource", "audience");
    }

    /** A query cannot be changed. */
    @Test
    void sendsABrowserToTheSameRequestWithTheClientIdAsAudience() {
        session.getting(URI.create("https://acme.example/auth?client_id=app&resource=contacts-api&state=a%20b"))
                .with("resource", "contacts-api");

        assertThatThrownBy(() -> AuthorizationTarget.prepare(session.model(), "app", session.form()))
                .isInstanceOfSatisfying(WebApplicationException.class, answer -> {
                    assertThat(answer.getResponse().getStatus()).isEqualTo(302);
                    assertThat(answer.getResponse().getLocation())
                            .hasToString("https://acme.example/auth?client_id=app&state=a%20b&audience=contacts-api");
                    assertThat(answer.getResponse().hasEntity())
                            .as("else it would not be sent")
                            .isTrue();
                });
    }

    @Test
    void sendsABrowserNowhereWhereKeycloakTakesTheName() {
        session.getting(URI.create("https://acme.example/auth")).with("resource", "urn:client:contacts-api");

        AuthorizationTarget.prepare(session.model(), "app", session.form());

        assertThat(session.form()).containsOnlyKeys("resource");
    }

    @Test
    void letsAClientIdPassInAPushedRequest() throws Exception {
        session.with("resource", "contacts-api");

        AuthorizationTarget.push(session.model(), session.form());

        assertThat(session.form()).containsOnlyKeys("audience");
        assertThat(RequestState.of(session.model()).target().api()).isPresent();
    }
}
