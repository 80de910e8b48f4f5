package io.github.permissionscopes.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.decision.Refusal;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.fake.Fake;
import io.github.permissionscopes.fake.FakeLogin;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.grants.SealedGrant;
import io.github.permissionscopes.grants.SealedTarget;
import io.github.permissionscopes.resource.TargetInScope;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.common.Profile;
import org.keycloak.cookie.CookieProvider;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/** What a login leaves of a request: Anna may read contacts, and not delete them. */
class LoginScopesTest {

    private static final String ASKED = "openid read:contacts delete:contacts";
    private static final String REQUESTED = "permissionScopes.requested";
    private static final String KEPT = "permissionScopes.kept";

    private final FakeRealm realm = FakeRealm.enforcing();
    private final RoleModel read = realm.role("contacts-api", "read:contacts");
    private final ClientModel app = realm.client(
            "app",
            realm.scope("read:contacts", read),
            realm.scope("delete:contacts", realm.role("contacts-api", "delete:contacts")),
            realm.scope("read:notes", Map.of(PermissionScopes.MINIMUM_ACR, "2"), read),
            realm.scope("read:events", realm.role("events-api", "read:events")));
    private final UserModel anna = realm.user("anna", read);
    private final FakeLogin login = new FakeLogin(app, ASKED).by(anna);
    private FakeSession session = new FakeSession(realm).from(app);

    @BeforeAll
    static void start() {
        Profile.init(
                Profile.ProfileName.DEFAULT,
                Arrays.stream(Profile.Feature.values())
                        .collect(Collectors.toMap(Function.identity(), feature -> false)));
    }

    @AfterAll
    static void stop() {
        Profile.reset();
    }

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

    /** A level, or an API, goes to the code exchange under the seal of this user and client. */
    @ParameterizedTest
    @CsvSource({"1, openid", "2, openid read:notes"})
    void carryTheLevelOfTheLogin(int level, String kept) {
        login.note("scope", "openid read:notes").reached(level);

        narrow();

        assertThat(opened()).contains(new SealedGrant(ScopeList.parse(kept), level));
    }

    @Test
    void carryNothingWhereTheTokensAreIssuedInThisRequest() {
        RequestState.of(session.model()).begin(session.context(session.event()));
        login.reached(1);

        narrow();

        assertThat(login.scope()).isEqualTo("openid read:contacts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"resource", "audience", "permission_scopes_resource"})
    void areKeptInTheDeviceCodeWhoseUserCodeWasEntered(String parameter) {
        String name = parameter.startsWith("permission")
                ? SealedTarget.seal(session.model(), app, "contacts-api")
                : "contacts-api";
        session.providing(
                CookieProvider.class,
                Fake.of(CookieProvider.class).with("get", null).make());
        session.singleUseObjects().put("realm:acme.uc.ABCD", Map.of("dc", "code"));
        session.singleUseObjects()
                .put(
                        "dc.code",
                        new HashMap<>(Map.of(
                                "rid",
                                "realm:acme",
                                "cid",
                                "app",
                                "scope",
                                ASKED,
                                "exp",
                                "0",
                                "int",
                                "5",
                                "additional_param_" + parameter,
                                name)));
        login.note("OAUTH2_DEVICE_VERIFIED_USER_CODE", "ABCD");

        narrow();

        assertThat(login.scope()).as("its consent page").isEqualTo("openid read:contacts");
        String kept = session.singleUseObjects()
                .get("dc.code")
                .get("additional_param_permission_scopes_granted." + FakeLogin.ID);
        SealedGrant grant = SealedGrant.open(
                        session.model(), realm.model(), ScopeList.parse(kept), "code", FakeLogin.ID)
                .orElseThrow();
        assertThat(TargetInScope.without(grant.scopes()).toString()).isEqualTo("openid read:contacts");
        assertThat(TargetInScope.in(grant.scopes())).contains("client:contacts-api");
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

    private Optional<SealedGrant> opened() {
        return SealedGrant.open(
                session.model(), realm.model(), ScopeList.parse(login.scope()), "client:app", "user:anna");
    }
}
