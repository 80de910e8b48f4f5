package io.github.permissionscopes.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.fake.Fake;
import io.github.permissionscopes.fake.FakeAction;
import io.github.permissionscopes.fake.FakeContacts;
import io.github.permissionscopes.fake.FakeForms;
import io.github.permissionscopes.fake.FakeLogin;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.KeycloakFeatures;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.authentication.AuthenticationFlowException;
import org.keycloak.authentication.InitiatedActionSupport;
import org.keycloak.events.Event;
import org.keycloak.events.EventType;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.UserModel;
import org.keycloak.services.CorsErrorResponseException;

/** What happens at the end of every login, before consent: Anna may read contacts. */
class PermissionScopesActionTest {

    @RegisterExtension
    static final KeycloakFeatures FEATURES = KeycloakFeatures.none();

    private final FakeContacts contacts = new FakeContacts();
    private final FakeRealm realm = contacts.realm();
    private final UserModel anna = contacts.anna();
    private final FakeForms forms = new FakeForms();
    private final FakeSession session =
            new FakeSession(realm).from(contacts.app()).providing(LoginFormsProvider.class, forms.model());

    /**
     * Nobody has to do anything for it: who is given the action by mistake would be locked out of the password grant.
     */
    @Test
    void leavesNothingToDoAtTheEndWhereNothingIsRejected() {
        anna.addRequiredAction("permission-scopes");
        anna.addRequiredAction("another");
        FakeLogin login = login("email delete:contacts");
        PendingAnswer.due(session.model(), login.model());

        trigger(login);

        assertThat(login.scope()).isEqualTo("email");
        assertThat(login.requiredActions()).isEmpty();
        assertThat(anna.getRequiredActionsStream()).containsExactly("another");
        assertThat(session.events()).isEmpty();
        assertThat(forms.attributes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"none, false", "login, false", "none, true"})
    void endsWithAnErrorWhereTheRealmRejects(String prompt, boolean atTokenEndpoint) {
        realm.setting("refusal", "reject");
        FakeLogin login = login("delete:contacts")
                .note("prompt", prompt)
                .note("response_type", "code")
                .note("iss", "https://acme");
        if (atTokenEndpoint) {
            RequestState.of(session.model()).begin(session.context(session.event()));
        }

        if (prompt.equals("none")) {
            assertThatThrownBy(() -> trigger(login))
                    .isInstanceOf(
                            atTokenEndpoint ? CorsErrorResponseException.class : AuthenticationFlowException.class);
        } else {
            trigger(login);
            assertThat(login.requiredActions()).as("the page that ends it").containsExactly("permission-scopes");
        }
    }

    @ParameterizedTest
    @CsvSource({"enforce", "report"})
    void failsTheLoginAfterAFaultUnlessTheRealmOnlyReports(String mode) {
        realm.setting("mode", mode);
        FakeLogin login = login("delete:contacts").by(Fake.broken(UserModel.class));

        if (mode.equals("enforce")) {
            assertThatThrownBy(() -> trigger(login)).hasMessage("the database is gone");
        } else {
            assertThat(trigger(login).event().getEvent().getDetails())
                    .containsEntry("scope_refused_reasons", "evaluation_failed");
            assertThat(login.scope()).isEqualTo("delete:contacts");
        }
    }

    /** The request that answers a page has no event that an extension can add to. */
    @Test
    void tellsOnceWhatIsRefusedBeforeAPage() {
        realm.setting("notice", "true");
        FakeLogin login = login("email delete:contacts");

        trigger(login);
        trigger(login);

        assertThat(login.requiredActions()).containsExactly("permission-scopes");
        assertThat(session.events()).singleElement().satisfies(event -> {
            assertThat(event.getType()).isEqualTo(EventType.CUSTOM_REQUIRED_ACTION);
            assertThat(event.getClientId()).isEqualTo("app");
            assertThat(event.getUserId()).isEqualTo("user:anna");
            assertThat(event.getDetails())
                    .containsEntry("custom_required_action", "permission-scopes")
                    .containsEntry("code_id", FakeLogin.ID)
                    .containsEntry("scope_refused", "delete:contacts");
        });
    }

    @ParameterizedTest
    @CsvSource({"consent, email delete:contacts, true", "consent, email, false", "device, delete:contacts, true"})
    void offersTheConsentPageItsGroupsAndTellsWhatIsRefused(String asked, String scope, boolean told) {
        FakeLogin login = login(scope);
        if (asked.equals("consent")) {
            realm.askForConsent("app");
        } else {
            login.note("OAUTH2_DEVICE_VERIFIED_USER_CODE", "ABCD");
        }

        trigger(login);

        assertThat(forms.attributes()).containsOnlyKeys("permissionScopesConsent");
        assertThat(login.requiredActions()).as("no page of ours").isEmpty();
        assertThat(session.events())
                .extracting(Event::getType)
                .isEqualTo(told ? List.of(EventType.CUSTOM_REQUIRED_ACTION) : List.of());
    }

    /** A name that is only reported on is in no other event of the login. */
    @Test
    void tellsOfAnApiThatIsOnlyReportedOnBeforeAPage() {
        realm.askForConsent("app").setting("mode", "report");

        trigger(login("email").note("resource", "nobody"));

        assertThat(session.events()).singleElement().satisfies(event -> assertThat(event.getDetails())
                .containsEntry("resource_refused", "nobody"));
    }

    @Test
    void isNoActionThatAClientCouldSkip() {
        assertThat(new PermissionScopesAction().initiatedActionSupport()).isEqualTo(InitiatedActionSupport.SUPPORTED);
    }

    private FakeAction trigger(FakeLogin login) {
        FakeAction action = new FakeAction(session, login, forms);
        new PermissionScopesAction().evaluateTriggers(action.model());
        return action;
    }

    private FakeLogin login(String scope) {
        return new FakeLogin(contacts.app(), scope).by(anna);
    }
}
