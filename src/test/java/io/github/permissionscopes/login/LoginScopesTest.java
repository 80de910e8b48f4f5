package io.github.permissionscopes.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.decision.Refusal;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.fake.FakeContacts;
import io.github.permissionscopes.fake.FakeLogin;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.KeycloakFeatures;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/** What a login leaves of a request: Anna may read contacts, and not delete them. */
class LoginScopesTest {

    @RegisterExtension
    static final KeycloakFeatures FEATURES = KeycloakFeatures.none();

    private static final String ASKED = "openid read:contacts delete:contacts";
    private static final String REQUESTED = "permissionScopes.requested";
    private static final String KEPT = "permissionScopes.kept";

    private final FakeContacts contacts = new FakeContacts();
    private final FakeRealm realm = contacts.realm();
    private final RoleModel read = contacts.read();
    private final ClientModel app = contacts.app();
    private final UserModel anna = contacts.anna();
    private final FakeLogin login = new FakeLogin(app, ASKED).by(anna);
    private FakeSession session = new FakeSession(realm).from(app);

    @Test
    void areWhatTheUserMayHave() {
        EventBuilder event = session.event();

        LoginScopes.narrow(session.model(), login.model(), anna, event);

        assertThat(login.scope()).isEqualTo("openid read:contacts");
        assertThat(login.clientScopes()).containsExactlyInAnyOrder("scope:read:contacts", "client:app");
        assertThat(login.note(REQUESTED)).isEqualTo(ASKED);
        assertThat(login.note(KEPT)).isEqualTo("openid read:contacts");
        assertThat(event.getEvent().getDetails()).containsEntry("scope_refused", "delete:contacts");
    }

    @Test
    void areEmptyAndNotThoseOfAnEarlierLoginWhereNothingIsLeft() {
        login.note("scope", "delete:contacts");

        narrow();

        assertThat(login.scope()).isEmpty();
    }

    @Test
    void stayAsTheyWereSentWhereNothingIsRefused() {
        login.note("scope", "read:contacts  openid");

        narrow();

        assertThat(login.scope()).isEqualTo("read:contacts  openid");
        assertThat(login.clientScopes()).isEmpty();
        assertThat(login.note(REQUESTED)).isEmpty();
    }

    /** A login is judged at several steps, and the user may be another one at the next. */
    @Test
    void areJudgedAfreshOfWhatWasAskedFor() {
        narrow();
        UserModel admin = realm.user("admin", read, realm.model().getRoleById("role:delete:contacts"));

        LoginScopes.narrow(session.model(), login.model(), admin, session.event());

        assertThat(login.scope()).isEqualTo(ASKED);
        assertThat(login.clientScopes())
                .containsExactlyInAnyOrder("scope:read:contacts", "scope:delete:contacts", "client:app");
    }

    @Test
    void areThoseOfANewRequestInTheSameTab() {
        narrow();
        login.note("scope", "openid delete:contacts");

        narrow();

        assertThat(login.scope()).isEqualTo("openid");
        assertThat(login.note(REQUESTED)).isEqualTo("openid delete:contacts");
    }

    @Test
    void areGivenBackWhereTheRealmOnlyReportsByNow() {
        narrow();
        realm.setting("mode", "report");
        session = new FakeSession(realm).from(app);

        narrow();

        assertThat(login.scope()).isEqualTo(ASKED);
        assertThat(login.note(REQUESTED)).isEmpty();
        assertThat(login.note(KEPT)).isEmpty();
    }

    @Test
    void stayWhereTheRealmOnlyReports() {
        realm.setting("mode", "report");

        assertThat(narrow().orElseThrow().decision().refusedScopes().toString()).isEqualTo("delete:contacts");
        assertThat(login.scope()).isEqualTo(ASKED);
    }

    @Test
    void areNotLookedAtInAnotherProtocol() {
        login.protocol("saml");

        assertThat(narrow()).isEmpty();
        assertThat(LoginScopes.foresee(session.model(), login.model(), anna)).isEmpty();
        assertThat(login.scope()).isEqualTo(ASKED);
    }

    @Test
    void areForeseenWithoutATrace() {
        Ruling ruling =
                LoginScopes.foresee(session.model(), login.model(), anna).orElseThrow();

        assertThat(ruling.refusedScopes().toString()).isEqualTo("delete:contacts");
        assertThat(login.scope()).isEqualTo(ASKED);
        assertThat(RequestState.of(session.model()).lastRuling()).isEmpty();
    }

    @Test
    void areOfNoNameOfOurs() {
        login.note("scope", "openid permissionScopes.seal=2.x permissionScopes.api=contacts-api");

        assertThat(LoginScopes.requested(login.model()).toString()).isEqualTo("openid");
    }

    @ParameterizedTest
    @CsvSource({"STRIP, STRIP, false", "REJECT, STRIP, true", "STRIP, REJECT, true"})
    void areRejectedAsStrictlyAsOneStepOfTheFlowSays(Refusal one, Refusal other, boolean rejected) {
        LoginScopes.tighten(login.model(), one);
        LoginScopes.tighten(login.model(), other);

        assertThat(narrow().orElseThrow().rejected()).isEqualTo(rejected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"enforce", "report"})
    void failTheLoginAfterAFaultUnlessTheRealmOnlyReports(String mode) {
        realm.setting("mode", mode);
        FakeLogin unreadable = new FakeLogin(app, ASKED).note("permissionScopes.requested", ASKED);
        unreadable.notes().put("permissionScopes.flowRefusal", "NO SUCH");

        if (mode.equals("report")) {
            assertThat(LoginScopes.narrow(session.model(), unreadable.model(), anna, session.event()))
                    .isEmpty();
            assertThat(unreadable.scope()).isEqualTo(ASKED);
        } else {
            assertThatThrownBy(() -> LoginScopes.narrow(session.model(), unreadable.model(), anna, session.event()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private Optional<Ruling> narrow() {
        return LoginScopes.narrow(session.model(), login.model(), anna, session.event());
    }
}
