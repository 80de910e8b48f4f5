package io.github.permissionscopes.tokenendpoint;

import static io.github.permissionscopes.tokenendpoint.TestCodes.enforce;
import static io.github.permissionscopes.tokenendpoint.TestCodes.redeem;
import static io.github.permissionscopes.tokenendpoint.TestCodes.store;
import static io.github.permissionscopes.tokenendpoint.TestCodes.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.fake.FakeContacts;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.FakeUserSession;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.ClientModel;
import org.keycloak.services.CorsErrorResponseException;

/** What an authorization code gives that a login has left these scopes in: Anna may read, and has lost delete. */
class RedeemableCodeEnforcementTest {

    private static final String CODE = "id.session.client:app";
    private static final String GRANTED = "openid read:contacts delete:contacts";

    private final FakeContacts contacts = new FakeContacts();
    private final FakeRealm realm = contacts.realm();
    private final ClientModel app = contacts.app();
    private final FakeUserSession login = contacts.login(1);
    private final FakeSession session = new FakeSession(realm).from(app);

    @BeforeEach
    void logIn() {
        session.with(login.model()).with("code", CODE);
    }

    @ParameterizedTest
    @CsvSource({
        "code:id, " + GRANTED + ", openid read:contacts",
        "id, " + GRANTED + ", openid read:contacts",
        "code:id, delete:contacts, ''",
        "code:id, openid read:notes, openid"
    })
    void givesWhatIsStillPermitted(String key, String granted, String kept) {
        store(session, key, granted);

        redeem(session);

        assertThat(session.singleUseObjects().get(key))
                .isEqualTo(Map.of("scope", kept, "user_session_id", "session", "nonce", "n"));
    }

    @Test
    void isLeftAsItIsWhereNothingIsLost() {
        store(session, "code:id", "openid read:contacts");
        Map<String, String> stored = session.singleUseObjects().get("code:id");

        redeem(session);

        assertThat(session.singleUseObjects().get("code:id")).isSameAs(stored);
    }

    @Test
    void isLeftAsItIsWhereTheRealmOnlyReports() {
        realm.setting("mode", "report");
        store(session, "code:id", GRANTED).put("resource", "events-api");
        Map<String, String> stored = session.singleUseObjects().get("code:id");

        GrantRequest request = redeem(session);

        assertThat(session.singleUseObjects().get("code:id")).isSameAs(stored);
        assertThat(request.event().getEvent().getDetails()).containsEntry("permission_scopes_mode", "report");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id.session.client:other",
                "id.other.client:app",
                "other.session.client:app",
                "id.session",
                "garbage",
                ""
            })
    void isLeftToKeycloakWhereItIsAnothersOrNone(String code) {
        store(session, "code:id", GRANTED);
        session.form().putSingle("code", code);

        GrantRequest request = redeem(session);

        assertThat(session.singleUseObjects().get("code:id")).containsEntry("scope", GRANTED);
        assertThat(request.state().lastRuling()).isEmpty();
    }

    @Test
    void isUsedUpByARequestThatIsRejected() {
        realm.setting("refusal", "reject");
        store(session, "code:id", GRANTED);
        GrantRequest request = Requests.of(session);

        assertThatThrownBy(() -> enforce(request))
                .isInstanceOfSatisfying(
                        CorsErrorResponseException.class, rejected -> assertThat(rejected.getErrorDescription())
                                .isEqualTo("Not permitted: delete:contacts"));
        assertThat(session.singleUseObjects()).isEmpty();
        assertThat(request.event().getEvent().getUserId()).isEqualTo("user:anna");
    }

    /** What the login has refused is in the event, and a permission that was gained since gives nothing. */
    @Test
    void remembersWhatTheLoginHasRefusedAndGivesNoMore() {
        login.notes(app).put("permissionScopes.requested", "list:contacts delete:contacts read:contacts");
        login.notes(app).put("permissionScopes.kept", "read:contacts");
        store(session, "code:id", "read:contacts");

        GrantRequest request = redeem(session);

        assertThat(stored(session)).isEqualTo("read:contacts");
        assertThat(request.event().getEvent().getDetails())
                .containsEntry("scope_requested", "list:contacts delete:contacts read:contacts")
                .containsEntry("scope_refused", "delete:contacts");
    }

    @Test
    void takesNoNotesOfALaterLoginForItsOwn() {
        login.notes(app).put("permissionScopes.requested", "delete:contacts read:contacts");
        login.notes(app).put("permissionScopes.kept", "openid");
        store(session, "code:id", "read:contacts");

        assertThat(redeem(session)
                        .state()
                        .lastRuling()
                        .orElseThrow()
                        .decision()
                        .requested()
                        .toString())
                .isEqualTo("read:contacts");
    }
}
