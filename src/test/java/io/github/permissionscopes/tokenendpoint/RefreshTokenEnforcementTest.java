package io.github.permissionscopes.tokenendpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.FakeUserSession;
import io.github.permissionscopes.resource.GrantedTarget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.common.util.Time;
import org.keycloak.representations.RefreshToken;
import org.keycloak.services.CorsErrorResponseException;
import org.keycloak.util.TokenUtil;

/** What a refresh token still gives: Anna has lost delete:contacts since. That Keycloak obeys it: RefreshTokenIT. */
class RefreshTokenEnforcementTest {

    private static final String REFRESH_TOKEN = "refresh_token";
    private static final String GRANTED = "openid read:contacts delete:contacts";

    private final TestRenewal renewal = new TestRenewal();
    private final FakeRealm realm = renewal.contacts().realm();
    private final FakeUserSession login = renewal.login();
    private final FakeSession session = renewal.session();
    private final RefreshToken token = renewal.token();

    @ParameterizedTest
    @CsvSource({
        GRANTED + ", openid read:contacts",
        "delete:contacts, ''",
        "openid read:contacts, openid read:contacts",
        "openid read:notes, openid"
    })
    void givesWhatIsStillPermitted(String granted, String kept) {
        token.setScope(granted);

        assertThat(renewal.renewed().getScope()).isEqualTo(kept);
    }

    @Test
    void staysAsItWasSentWhereNothingIsLost() {
        token.setScope("openid read:contacts");
        GrantRequest request = renewal.request();
        String sent = request.parameter(REFRESH_TOKEN);

        new RefreshTokenEnforcement().enforce(request);

        assertThat(request.parameter(REFRESH_TOKEN)).isEqualTo(sent);
    }

    @Test
    void staysAsItIsWhereTheRealmOnlyReports() {
        realm.setting("mode", "report");
        token.setOtherClaims("resource", "events-api");
        GrantRequest request = renewal.request();

        new RefreshTokenEnforcement().enforce(request);

        assertThat(renewal.renewed(request).getScope()).isEqualTo(GRANTED);
        assertThat(renewal.renewed(request).getOtherClaims()).containsKey("resource");
    }

    /** Keycloak judges it then: it is an old offline token to it, or none of this realm. */
    @Test
    void isLeftToKeycloakWithoutScopeOrSessionOrSignature() {
        token.setScope(null);
        assertThat(renewal.renewed().getScope()).isNull();

        token.setScope(GRANTED);
        token.setSessionId("ended");
        assertThat(renewal.renewed().getScope()).isEqualTo(GRANTED);

        token.setSessionId(null);
        assertThat(renewal.renewed().getScope()).isEqualTo(GRANTED);

        GrantRequest forged = Requests.of(
                new FakeSession(realm).from(renewal.contacts().app()).with(REFRESH_TOKEN, "forged"));
        new RefreshTokenEnforcement().enforce(forged);
        assertThat(forged.parameter(REFRESH_TOKEN)).isEqualTo("forged");
    }

    @Test
    void isJudgedByTheOfflineSessionWhereItIsAnOfflineToken() {
        token.type(TokenUtil.TOKEN_TYPE_OFFLINE);
        assertThat(renewal.renewed().getScope()).as("no such session").isEqualTo(GRANTED);

        session.withOffline(login.model());
        assertThat(renewal.renewed().getScope()).isEqualTo("openid read:contacts");
    }

    /**
     * If a refresh token may be used only once, Keycloak's own check would be the second use, so the first one happens
     * in another transaction.
     */
    @Test
    void isJudgedWhereItMayBeUsedOnceOnly() {
        realm.revokingRefreshTokens();

        assertThat(renewal.renewed().getScope()).isEqualTo("openid read:contacts");
    }

    @ParameterizedTest
    @CsvSource({", true", "delete:contacts, true", "read:contacts delete:contacts, true", "read:contacts, false"})
    void isRejectedForWhatTheRequestAsksFor(String asked, boolean rejected) {
        realm.setting("refusal", "reject");
        if (asked != null) {
            session.with("scope", asked);
        }
        GrantRequest request = renewal.request();

        if (rejected) {
            assertThatThrownBy(() -> new RefreshTokenEnforcement().enforce(request))
                    .isInstanceOf(CorsErrorResponseException.class)
                    .hasMessage("invalid_scope");
        } else {
            new RefreshTokenEnforcement().enforce(request);
            assertThat(renewal.renewed(request).getScope()).isEqualTo("openid read:contacts");
        }
    }

    /** What is wrong with it is Keycloak's to say. */
    @Test
    void isNotRejectedWhereItIsExpiredOrAnothers() {
        realm.setting("refusal", "reject");
        token.exp((long) Time.currentTime() - 10);
        session.with("resource", "nobody");
        assertThat(renewal.renewed().getScope()).isEqualTo("openid read:contacts");

        token.exp(null);
        token.issuedFor("another");
        assertThat(renewal.renewed().getScope()).isEqualTo("openid read:contacts");
    }

    private GrantRequest request(String granted, String named) {
        if (granted != null) {
            GrantedTarget.put(token, granted);
        }
        if (named != null) {
            session.with("resource", named);
        }
        return renewal.request();
    }
}
