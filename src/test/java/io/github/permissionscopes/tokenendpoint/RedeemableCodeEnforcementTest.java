package io.github.permissionscopes.tokenendpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.FakeUserSession;
import io.github.permissionscopes.grants.SealedGrant;
import io.github.permissionscopes.resource.InvalidTarget;
import io.github.permissionscopes.resource.TargetApi;
import io.github.permissionscopes.resource.TargetInScope;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.CorsErrorResponseException;

/** What an authorization code gives that a login has left these scopes in: Anna may read, and has lost delete. */
class RedeemableCodeEnforcementTest {

    private static final String CODE = "id.session.client:app";
    private static final String GRANTED = "openid read:contacts delete:contacts";

    private final FakeRealm realm = FakeRealm.enforcing();
    private final RoleModel read = realm.role("contacts-api", "read:contacts");
    private final ClientModel app = realm.client(
            "app",
            realm.scope("read:contacts", read),
            realm.scope("delete:contacts", realm.role("contacts-api", "delete:contacts")),
            realm.scope("read:notes", Map.of(PermissionScopes.MINIMUM_ACR, "2"), read),
            realm.scope("list:contacts", read),
            realm.scope("read:events", realm.role("events-api", "read:events")));
    private final UserModel anna = realm.user("anna", read);
    private final FakeUserSession login =
            new FakeUserSession(realm, "session", anna).at(app, "level-of-authentication", "1");
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
        store(key, granted);

        redeem();

        assertThat(session.singleUseObjects().get(key))
                .isEqualTo(Map.of("scope", kept, "user_session_id", "session", "nonce", "n"));
    }

    @Test
    void isLeftAsItIsWhereNothingIsLost() {
        store("code:id", "openid read:contacts");
        Map<String, String> stored = session.singleUseObjects().get("code:id");

        redeem();

        assertThat(session.singleUseObjects().get("code:id")).isSameAs(stored);
    }

    @Test
    void isLeftAsItIsWhereTheRealmOnlyReports() {
        realm.setting("mode", "report");
        store("code:id", GRANTED).put("resource", "events-api");
        Map<String, String> stored = session.singleUseObjects().get("code:id");

        GrantRequest request = redeem();

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
        store("code:id", GRANTED);
        session.form().putSingle("code", code);

        GrantRequest request = redeem();

        assertThat(session.singleUseObjects().get("code:id")).containsEntry("scope", GRANTED);
        assertThat(request.state().lastRuling()).isEmpty();
    }

    @Test
    void isUsedUpByARequestThatIsRejected() {
        realm.setting("refusal", "reject");
        store("code:id", GRANTED);
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
        store("code:id", "read:contacts");

        GrantRequest request = redeem();

        assertThat(stored()).isEqualTo("read:contacts");
        assertThat(request.event().getEvent().getDetails())
                .containsEntry("scope_requested", "list:contacts delete:contacts read:contacts")
                .containsEntry("scope_refused", "delete:contacts");
    }

    @Test
    void takesNoNotesOfALaterLoginForItsOwn() {
        login.notes(app).put("permissionScopes.requested", "delete:contacts read:contacts");
        login.notes(app).put("permissionScopes.kept", "openid");
        store("code:id", "read:contacts");

        assertThat(redeem().state()
                        .lastRuling()
                        .orElseThrow()
                        .decision()
                        .requested()
                        .toString())
                .isEqualTo("read:contacts");
    }

    @ParameterizedTest
    @CsvSource({"1, openid", "2, openid read:notes", "0, openid"})
    void isJudgedByTheLevelOfItsOwnLogin(int level, String kept) {
        login.notes(app).put("level-of-authentication", "2");
        store("code:id", sealed(new SealedGrant(ScopeList.parse("openid read:notes"), level), "client:app"));

        redeem();

        assertThat(stored()).isEqualTo(kept);
    }

    @Test
    void isForTheApiThatItsLoginNamed() {
        store("code:id", sealedFor("contacts-api", "read:contacts"));

        GrantRequest request = redeem();

        assertThat(stored()).isEqualTo("read:contacts");
        assertThat(request.state().target().api().map(TargetApi::clientId)).contains("contacts-api");
    }

    @ParameterizedTest
    @CsvSource({"contacts-api, events-api", "gone, ", "contacts-api, nobody"})
    void isUsedUpByARequestForAnotherApi(String granted, String named) {
        store("code:id", sealedFor(granted, "read:contacts"));
        if (named != null) {
            session.with("resource", named);
        }
        GrantRequest request = Requests.of(session);

        assertThatThrownBy(() -> enforce(request)).isInstanceOf(InvalidTarget.class);
        assertThat(session.singleUseObjects()).isEmpty();
        assertThat(request.event().getEvent().getUserId()).isEqualTo("user:anna");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openid permissionScopes.seal=2.forged", "moved"})
    void isNoneThatIsSealedBySomebodyElse(String stored) {
        store(
                "code:id",
                stored.equals("moved")
                        ? sealed(new SealedGrant(ScopeList.parse("read:contacts"), 2), "client:other")
                        : stored);

        assertThatThrownBy(this::redeem).isInstanceOf(IllegalStateException.class);
    }

    /** Since 26.7 Keycloak keeps the parameter, and would look for the URL in the audience. */
    @Test
    void hidesKeycloaksOwnResourceAndIsForItsApi() {
        store("code:id", "read:contacts").put("resource", "contacts-api");

        GrantRequest request = redeem();

        assertThat(session.singleUseObjects().get("code:id"))
                .doesNotContainKey("resource")
                .containsEntry("scope", "read:contacts");
        assertThat(request.state().target().api().map(TargetApi::clientId)).contains("contacts-api");
    }

    private Map<String, String> store(String key, String scope) {
        Map<String, String> data = new HashMap<>(Map.of("scope", scope, "user_session_id", "session", "nonce", "n"));
        session.singleUseObjects().put(key, data);
        return data;
    }

    private String stored() {
        return session.singleUseObjects().get("code:id").get("scope");
    }

    private String sealedFor(String api, String scope) {
        return sealed(
                new SealedGrant(TargetInScope.add(ScopeList.parse(scope), new TargetApi(api, api, "client:" + api)), 1),
                "client:app");
    }

    private String sealed(SealedGrant grant, String client) {
        return grant.seal(session.model(), realm.model(), client, "user:anna").toString();
    }

    private GrantRequest redeem() {
        GrantRequest request = Requests.of(session);
        enforce(request);
        return request;
    }

    private static void enforce(GrantRequest request) {
        RedeemableCodeEnforcement.ofCodes().enforce(request);
    }
}
