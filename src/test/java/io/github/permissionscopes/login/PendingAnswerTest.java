package io.github.permissionscopes.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.fake.FakeContacts;
import io.github.permissionscopes.fake.FakeLogin;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.KeycloakFeatures;
import jakarta.ws.rs.core.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;

/** What a login owes before it ends: an error to the client, or a notice to the user. Anna may not delete contacts. */
class PendingAnswerTest {

    private static final String PENDING = "permissionScopes.pending";

    @RegisterExtension
    static final KeycloakFeatures FEATURES = KeycloakFeatures.none();

    private final FakeContacts contacts = new FakeContacts();
    private final FakeRealm realm = contacts.realm();
    private final FakeLogin login = new FakeLogin(contacts.app(), "email delete:contacts")
            .by(contacts.anna())
            .note("response_type", "code")
            .note("iss", "https://acme");
    private final FakeSession session =
            new FakeSession(realm).from(contacts.app()).during(login.model());

    @ParameterizedTest
    @CsvSource({
        "refusal, reject, invalid_scope, Not permitted: delete:contacts",
        "notice, true, access_denied, The notice was not answered"
    })
    void isSentInPlaceOfACode(String setting, String value, String error, String description) {
        realm.setting(setting, value);
        owe();

        Response answer = PendingAnswer.refusal(session.model(), login.model()).orElseThrow();

        assertThat(answer.getLocation().getQuery())
                .startsWith("error=" + error + "&error_description=" + description.replace(' ', '+'));
        assertThat(session.isRollbackOnly()).as("no session, no consent").isTrue();
        assertThat(session.events()).singleElement().satisfies(event -> {
            assertThat(event.getType()).isEqualTo(EventType.LOGIN_ERROR);
            assertThat(event.getError()).isEqualTo(error);
            assertThat(event.getClientId()).isEqualTo("app");
            assertThat(event.getUserId()).isEqualTo("user:anna");
            assertThat(event.getDetails())
                    .containsEntry("reason", description)
                    .containsEntry("code_id", FakeLogin.ID)
                    .containsEntry("scope_refused", "delete:contacts");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"not owed", "nobody", "report", "permitted"})
    void isNoneWhereNothingIsOwed(String why) {
        realm.setting("refusal", "reject");
        owe();
        switch (why) {
            case "not owed" -> PendingAnswer.forget(login.model());
            case "nobody" -> login.by(null);
            case "report" -> realm.setting("mode", "report");
            default -> login.note("scope", "email");
        }

        assertThat(PendingAnswer.refusal(session.model(), login.model())).isEmpty();
        assertThat(session.isRollbackOnly()).isFalse();
        assertThat(session.events()).isEmpty();
    }

    /** A node without the product could not continue at an action that it does not know. */
    @Test
    void isNoActionOfTheNextRequest() {
        owe();
        assertThat(login.requiredActions()).containsExactly("permission-scopes");

        session.commit();

        assertThat(login.requiredActions()).isEmpty();
        assertThat(login.notes()).as("and it is still owed").containsEntry(PENDING, "true");
    }

    @Test
    void leavesALoginAloneThatTheRequestHasEnded() {
        owe();
        login.model().getParentSession().removeAuthenticationSessionByTabId("tab");

        session.commit();

        assertThat(login.requiredActions()).as("it is not touched any more").containsExactly("permission-scopes");
    }

    private void owe() {
        PendingAnswer.due(session.model(), login.model());
    }
}
