package io.github.permissionscopes.tokenendpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.FakeUserSession;
import io.github.permissionscopes.resource.GrantedTarget;
import io.github.permissionscopes.resource.InvalidTarget;
import io.github.permissionscopes.resource.TargetApi;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.RefreshToken;
import org.keycloak.services.CorsErrorResponseException;
import org.keycloak.util.TokenUtil;

/** What a refresh token still gives: Anna has lost delete:contacts since. That Keycloak obeys it: RefreshTokenIT. */
class RefreshTokenEnforcementTest {

    private static final String REFRESH_TOKEN = "refresh_token";
    private static final String GRANTED = "openid read:contacts delete:contacts";

    private final FakeRealm realm = FakeRealm.enforcing();
    private final RoleModel read = realm.role("contacts-api", "read:contacts");
    private final ClientModel app = realm.client(
            "app",
            realm.scope("read:contacts", read),
            realm.scope("delete:contacts", realm.role("contacts-api", "delete:contacts")),
            realm.scope("read:notes", Map.of(PermissionScopes.MINIMUM_ACR, "2"), read),
            realm.scope("read:events", realm.role("events-api", "read:events")));
    private final UserModel anna = realm.user("anna", read);
    private final FakeUserSession login =
            new FakeUserSession(realm, "session", anna).at(app, "level-of-authentication", "1");
    private final FakeSession session = new FakeSession(realm).from(app);
    private final RefreshToken token = new RefreshToken(new AccessToken(), null, null);

    @BeforeEach
    void logIn() {
        session.with(login.model());
        token.setSessionId("session");
        token.issuedFor("app");
        token.setScope(GRANTED);
    }

    @ParameterizedTest
    @CsvSource({
        GRANTED + ", openid read:contacts",
        "delete:contacts, ''",
        "openid read:contacts, openid read:contacts",
        "openid read:notes, openid"
    })
    void givesWhatIsStillPermitted(String granted, String kept) {
        token.setScope(granted);

        assertThat(renewed().getScope()).isEqualTo(kept);
    }

    @Test
    void staysAsItWasSentWhereNothingIsLost() {
        token.setScope("openid read:contacts");
        GrantRequest request = request();
        String sent = request.parameter(REFRESH_TOKEN);

        new RefreshTokenEnforcement().enforce(request);

        assertThat(request.parameter(REFRESH_TOKEN)).isEqualTo(sent);
    }

    @Test
    void staysAsItIsWhereTheRealmOnlyReports() {
        realm.setting("mode", "report");
        token.setOtherClaims("resource", "events-api");
        GrantRequest request = request();

        new RefreshTokenEnforcement().enforce(request);

        assertThat(renewed(request).getScope()).isEqualTo(GRANTED);
        assertThat(renewed(request).getOtherClaims()).containsKey("resource");
    }

    /** Keycloak judges it then: it is an old offline token to it, or none of this realm. */
    @Test
    void isLeftToKeycloakWithoutScopeOrSessionOrSignature() {
        token.setScope(null);
        assertThat(renewed().getScope()).isNull();

        token.setScope(GRANTED);
        token.setSessionId("ended");
        assertThat(renewed().getScope()).isEqualTo(GRANTED);

        token.setSessionId(null);
        assertThat(renewed().getScope()).isEqualTo(GRANTED);

        GrantRequest forged = Requests.of(new FakeSession(realm).from(app).with(REFRESH_TOKEN, "forged"));
        new RefreshTokenEnforcement().enforce(forged);
        assertThat(forged.parameter(REFRESH_TOKEN)).isEqualTo("forged");
    }

    @Test
    void isJudgedByTheOfflineSessionWhereItIsAnOfflineToken() {
        token.type(TokenUtil.TOKEN_TYPE_OFFLINE);
        assertThat(renewed().getScope()).as("no such session").isEqualTo(GRANTED);

        session.withOffline(login.model());
        assertThat(renewed().getScope()).isEqualTo("openid read:contacts");
    }

    /**
     * If a refresh token may be used only once, Keycloak's own check would be the second use, so the first one happens
     * in another transaction.
     */
    @Test
    void isJudgedWhereItMayBeUsedOnceOnly() {
        realm.revokingRefreshTokens();

        assertThat(renewed().getScope()).isEqualTo("openid read:contacts");
    }

    @ParameterizedTest
    @CsvSource({", true", "delete:contacts, true", "read:contacts delete:contacts, true", "read:contacts, false"})
    void isRejectedForWhatTheRequestAsksFor(String asked, boolean rejected) {
        realm.setting("refusal", "reject");
        if (asked != null) {
            session.with("scope", asked);
        }
        GrantRequest request = request();

        if (rejected) {
            assertThatThrownBy(() -> new RefreshTokenEnforcement().enforce(request))
                    .isInstanceOf(CorsErrorResponseException.class)
                    .hasMessage("invalid_scope");
        } else {
            new RefreshTokenEnforcement().enforce(request);
            assertThat(renewed(request).getScope()).isEqualTo("openid read:contacts");
        }
    }

    /** What is wrong with it is Keycloak's to say. */
    @Test
    void isNotRejectedWhereItIsExpiredOrAnothers() {
        realm.setting("refusal", "reject");
        token.exp((long) Time.currentTime() - 10);
        session.with("resource", "nobody");
        assertThat(renewed().getScope()).isEqualTo("openid read:contacts");

        token.exp(null);
        token.issuedFor("another");
        assertThat(renewed().getScope()).isEqualTo("openid read:contacts");
    }

    @ParameterizedTest
    @CsvSource({
        "client:contacts-api, , contacts-api, read:contacts",
        "client:contacts-api, contacts-api, contacts-api, read:contacts",
        "client:events-api, , events-api, ''",
        "'', , , read:contacts",
        ", contacts-api, contacts-api, read:contacts",
        ", events-api, events-api, ''",
        ", , , read:contacts"
    })
    void staysForTheApiThatWasGranted(String granted, String named, String api, String kept) {
        token.setScope("read:contacts");
        GrantRequest request = request(granted, named);

        new RefreshTokenEnforcement().enforce(request);

        assertThat(renewed(request).getScope()).isEqualTo(kept);
        assertThat(request.state().target().api().map(TargetApi::clientId)).isEqualTo(Optional.ofNullable(api));
        assertThat(request.state().target().grant())
                .isEqualTo(Optional.ofNullable(granted).filter(id -> !id.isEmpty()));
    }

    @ParameterizedTest
    @CsvSource({"client:contacts-api, events-api", "'', contacts-api", "gone, ", ", nobody"})
    void isForNoOtherApi(String granted, String named) {
        GrantRequest request = request(granted, named);

        assertThatThrownBy(() -> new RefreshTokenEnforcement().enforce(request)).isInstanceOf(InvalidTarget.class);
    }

    /** Since 26.7 Keycloak has a claim of its own, and would look for the URL in the audience. */
    @ParameterizedTest
    @ValueSource(strings = {"", "contacts-api"})
    void hidesKeycloaksOwnClaimAndStaysForItsApi(String named) {
        token.setOtherClaims("resource", "contacts-api");
        token.setScope("read:contacts");
        GrantRequest request = request(null, named.isEmpty() ? null : named);

        new RefreshTokenEnforcement().enforce(request);

        assertThat(renewed(request).getOtherClaims()).doesNotContainKey("resource");
        assertThat(request.state().target().api().map(TargetApi::clientId)).contains("contacts-api");
    }

    @Test
    void leavesKeycloaksOwnClaimToAClientThatTheProductIsNotAbout() {
        ClientModel plain = realm.client("plain", realm.scope("email"));
        session.from(plain);
        login.at(plain);
        token.issuedFor("plain");
        token.setOtherClaims("resource", "https://elsewhere.example");

        assertThat(renewed().getOtherClaims()).containsEntry("resource", "https://elsewhere.example");
    }

    private GrantRequest request(String granted, String named) {
        if (granted != null) {
            GrantedTarget.put(token, granted);
        }
        if (named != null) {
            session.with("resource", named);
        }
        return request();
    }

    private GrantRequest request() {
        session.form().putSingle(REFRESH_TOKEN, session.encode(token));
        return Requests.of(session);
    }

    private RefreshToken renewed() {
        GrantRequest request = request();
        new RefreshTokenEnforcement().enforce(request);
        return renewed(request);
    }

    private RefreshToken renewed(GrantRequest request) {
        return (RefreshToken) session.token(request.parameter(REFRESH_TOKEN));
    }
}
