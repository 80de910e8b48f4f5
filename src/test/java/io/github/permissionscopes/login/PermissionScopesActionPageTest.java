package io.github.permissionscopes.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.fake.FakeAction;
import io.github.permissionscopes.fake.FakeContacts;
import io.github.permissionscopes.fake.FakeForms;
import io.github.permissionscopes.fake.FakeLogin;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.KeycloakFeatures;
import jakarta.ws.rs.core.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.keycloak.events.Event;
import org.keycloak.events.EventType;
import org.keycloak.forms.login.LoginFormsProvider;

/** The pages of the action, and what becomes of the answers: Anna may read contacts, and not delete them. */
class PermissionScopesActionPageTest {

    private static final String SHOWN = "permissionScopes.shown";
    private static final String TOLD = "permissionScopes.told.client:app";

    @RegisterExtension
    static final KeycloakFeatures FEATURES = KeycloakFeatures.none();

    private final FakeContacts contacts = new FakeContacts();
    private final FakeRealm realm = contacts.realm();
    private final FakeForms forms = new FakeForms();
    private final FakeSession session =
            new FakeSession(realm).from(contacts.app()).providing(LoginFormsProvider.class, forms.model());
    private final FakeLogin login = new FakeLogin(contacts.app(), "email delete:contacts")
            .by(contacts.anna())
            .note("response_type", "code")
            .note("iss", "https://acme");
    private final FakeAction action = new FakeAction(session, login, forms);

    @Test
    void goesOnWhereThereIsNothingToSay() {
        show();

        assertThat(action.succeeded()).isTrue();
        assertThat(action.challenge()).isNull();
        assertThat(login.scope()).isEqualTo("email");
    }

    @Test
    void sendsARejectionToTheClient() {
        realm.setting("refusal", "reject");

        show();

        assertThat(action.succeeded()).isFalse();
        assertThat(action.challenge().getLocation())
                .hasToString("https://app.example/back?error=invalid_scope"
                        + "&error_description=Not+permitted%3A+delete%3Acontacts&iss=https%3A%2F%2Facme");
        assertEnded("invalid_scope", "Not permitted: delete:contacts");
    }

    @Test
    void showsARejectionWhereTheClientCannotBeTold() {
        realm.setting("refusal", "reject");
        login.redirectUri(null);

        show();

        assertPage(action.challenge(), 400, "permission-scopes-refused.ftl");
    }

    @Test
    void asksTheUserWhoIsToBeTold() {
        realm.setting("notice", "true");

        show();

        assertPage(action.challenge(), 200, "permission-scopes-notice.ftl");
        assertThat(action.succeeded()).isFalse();
        assertThat(login.notes()).containsEntry(SHOWN, "delete:contacts");
        assertThat(action.event().getEvent().getError()).isNull();
    }

    @Test
    void goesOnWhereTheUserAccepts() {
        realm.setting("notice", "true");
        show();

        answer("accept");

        assertThat(action.succeeded()).isTrue();
        assertThat(login.userSessionNotes()).containsEntry(TOLD, "delete:contacts");
        assertThat(login.notes()).doesNotContainKey(SHOWN);
    }

    @Test
    void endsWhereTheUserCancels() {
        realm.setting("notice", "true");
        show();

        answer("cancel");

        assertThat(action.succeeded()).isFalse();
        assertThat(action.challenge().getLocation())
                .hasToString("https://app.example/back?error=access_denied"
                        + "&error_description=The+user+has+cancelled&iss=https%3A%2F%2Facme");
        assertEnded("rejected_by_user", "The user has cancelled");
        assertThat(action.event().getEvent().getDetails()).containsEntry("scope_refused", "delete:contacts");
        assertThat(login.userSessionNotes()).as("nothing is agreed to").doesNotContainKey(TOLD);
    }

    @Test
    void asksAgainWhereTheUserDoesNotAnswer() {
        realm.setting("notice", "true");
        show();

        answer("other");

        assertThat(action.succeeded()).isFalse();
        assertPage(action.challenge(), 200, "permission-scopes-notice.ftl");
        assertThat(login.userSessionNotes()).doesNotContainKey(TOLD);
    }

    private void show() {
        new PermissionScopesAction().requiredActionChallenge(action.model());
    }

    private void answer(String button) {
        session.with(button, "");
        new PermissionScopesAction().processAction(action.model());
    }

    private void assertPage(Response page, int status, String template) {
        assertThat(page.getStatus()).isEqualTo(status);
        assertThat(page.getEntity()).isEqualTo(template);
        assertThat(forms.attributes()).containsKey("permissionScopesRefused");
    }

    private void assertEnded(String error, String reason) {
        Event event = action.event().getEvent();
        assertThat(event.getType()).isEqualTo(EventType.LOGIN);
        assertThat(event.getError()).isEqualTo(error);
        assertThat(event.getUserId()).isEqualTo("user:anna");
        assertThat(event.getDetails()).containsEntry("reason", reason);
    }
}
