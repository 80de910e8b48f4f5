package io.github.permissionscopes.it.resource;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.check.OneApi.*;
import static io.github.permissionscopes.it.support.check.OneApi.CONTACTS;
import static io.github.permissionscopes.it.support.check.OneApi.SERVICE;
import static io.github.permissionscopes.it.support.check.OneApi.TIMESHEETS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.server.*;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** A token for the one API that {@code resource} (RFC 8707) or {@code audience} names, at the token endpoint. */
@KeycloakIntegrationTest(config = ProductServer.class)
class OneApiIT {

    private static final Map<String, String> OTHERS_REFUSED = Map.of("read:timesheets", "other_api");

    @InjectRealm(config = OneApi.Realm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuth
    OAuth oauth;

    @InjectOAuthClient(SUITE)
    OAuthClient suite;

    @InjectRealmAdmin
    RealmAdmin admin;

    @BeforeEach
    void setUp() {
        events.skipAll();
    }

    @Test
    void isForAllApisWhereNoneIsNamed() {
        assertForAll(password(DORA, REQUEST, Map.of()));
        assertForAll(clientCredentials(Map.of()));
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "resource, contacts-api",
        "audience, contacts-api",
        "resource, https://contacts-api.example",
        "audience, https://contacts-api.example",
        "resource, urn:client:contacts-api",
    })
    void isForTheNamedApiWithAPassword(String parameter, String name) {
        TokenAnswer answer = password(DORA, REQUEST, Map.of(parameter, name));

        CONTACTS.assertEverywhere(oauth, SUITE, Map.of(), answer, CONTACTS_SCOPES);
        assertThat(answer.scope()).contains("openid", "profile");
        EventRepresentation event = assertRefused(next(events, EventType.LOGIN), REQUEST, OTHERS_REFUSED);
        assertThat(event.getDetails().get("scope")).contains("read:contacts").doesNotContain("timesheets", "api=");
        assertNothingRefused(next(events, EventType.REFRESH_TOKEN));
    }

    @Test
    void keepsTheRolesOfTheRealm() {
        TokenAnswer answer = password(DORA, REQUEST, Map.of("resource", CONTACTS_API));

        assertThat(answer.accessClaims().path("realm_access").path("roles"))
                .isEqualTo(password(DORA, REQUEST, Map.of())
                        .accessClaims()
                        .path("realm_access")
                        .path("roles"))
                .isNotEmpty();
    }

    @Test
    void isForTheNamedApiOfAService() {
        OneApi.CONTACTS.assertEverywhere(
                oauth, SERVICE, Map.of(), clientCredentials(Map.of("resource", CONTACTS_API)), CONTACTS_SCOPES);
        assertRefused(next(events, EventType.CLIENT_LOGIN), REQUEST, OTHERS_REFUSED);
        TIMESHEETS.assertEverywhere(
                oauth, SERVICE, Map.of(), clientCredentials(Map.of("audience", TIMESHEETS_API)), TIMESHEETS_SCOPES);
        assertForAll(clientCredentials(Map.of()));
    }

    @Test
    void isForTheApiThatTwoParametersNameInTwoWays() {
        CONTACTS_URL.assertToken(
                password(DORA, REQUEST, Map.of("resource", CONTACTS_URL.audience(), "audience", CONTACTS_API)),
                CONTACTS_SCOPES);
    }

    /** Tells nobody but the API: since 26.7 Keycloak answers only those who are an audience. */
    @Test
    void isNotToldToOthers() {
        TokenAnswer answer = password(DORA, REQUEST, Map.of("resource", CONTACTS_URL.audience()));

        for (String other : List.of(CRM_API, TIMESHEETS_API, "resource-server")) {
            assertThat(oauth.introspect(other, SECRET, answer.accessToken())
                            .body()
                            .path("active")
                            .asBoolean())
                    .as(other)
                    .isFalse();
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "nobody,                        ''",
        "https://nobody.example,        ''",
        "urn:client:nobody,             ''",
        "https://contacts-api.example/, ''",
        "Contacts-Api,                  ''",
        "contacts-api,                  timesheets-api",
        "https://contacts-api.example,  https://timesheets-api.example",
        "contacts-api,                  nobody",
        "contacts-api timesheets-api,   ''",
    })
    void isNoneForWhatIsNoneOrMoreThanOne(String resource, String audience) {
        Map<String, String> named = Map.of("resource", resource, "audience", audience);

        assertInvalidTarget(password(DORA, REQUEST, named));
        assertInvalidTarget(next(events, EventType.LOGIN_ERROR));
        assertInvalidTarget(clientCredentials(named));
        assertInvalidTarget(next(events, EventType.CLIENT_LOGIN_ERROR));
    }

    @Test
    void isNoneForAClientThatIsDisabled() {
        TokenAnswer before = password(DORA, REQUEST, Map.of("resource", CONTACTS_API));
        enable(CONTACTS_API, false);
        try {
            assertInvalidTarget(password(DORA, REQUEST, Map.of("resource", CONTACTS_API)));
            assertInvalidTarget(password(DORA, REQUEST, Map.of("resource", CONTACTS_URL.audience())));
            assertInvalidTarget(suite.refresh(before));
        } finally {
            enable(CONTACTS_API, true);
        }
        CONTACTS.assertToken(suite.refresh(before), CONTACTS_SCOPES);
    }

    /** Keycloak's own answer to a parameter that stands twice. */
    @Test
    void isNoneForAParameterThatStandsTwice() {
        TokenAnswer answer = oauth.post(
                "token",
                "grant_type=client_credentials&client_id=" + SERVICE + "&client_secret=" + SECRET
                        + "&resource=contacts-api&resource=timesheets-api");

        assertThat(answer.error()).isEqualTo("invalid_request");
    }

    @Test
    void tellsTheSamePermissionOfTwoApisApart() {
        assertThat(Agreement.apiScopes(
                        password(CORA, "openid read:contacts", Map.of()).scope()))
                .containsExactly("read:contacts");
        OneApi.identified(CRM_API)
                .assertEverywhere(
                        oauth,
                        SUITE,
                        Map.of(),
                        password(CORA, "openid read:contacts", Map.of("resource", CRM_API)),
                        List.of("read:contacts"));
        events.skipAll();
        CONTACTS.assertEverywhere(
                oauth,
                SUITE,
                Map.of(),
                password(CORA, "openid read:contacts", Map.of("resource", CONTACTS_API)),
                List.of());
        assertRefused(next(events, EventType.LOGIN), "openid read:contacts", Map.of("read:contacts", "not_permitted"));
    }

    @Test
    void takesAPermissionThatWasLostFromWhatIsRefreshed() {
        TokenAnswer answer = password(DORA, REQUEST, Map.of("resource", CONTACTS_API));
        admin.give(DORA, CRM_API, "read:contacts");
        admin.take(DORA, CONTACTS_API, "read:contacts");
        CONTACTS.assertEverywhere(oauth, SUITE, Map.of(), suite.refresh(answer), List.of("delete:contacts"));
    }

    @Test
    void takesTheSameOrNoNameAtARefresh() {
        String refresh =
                password(DORA, REQUEST, Map.of("resource", CONTACTS_API)).refreshToken();

        CONTACTS.assertToken(oauth.refresh(SUITE, refresh, Map.of("resource", CONTACTS_API)), CONTACTS_SCOPES);
        CONTACTS.assertToken(
                oauth.refresh(SUITE, refresh, Map.of("audience", CONTACTS_URL.audience())), CONTACTS_SCOPES);
        for (String other : List.of(TIMESHEETS_API, CRM_API, "nobody")) {
            events.skipAll();
            assertInvalidTarget(oauth.refresh(SUITE, refresh, Map.of("resource", other)));
            assertInvalidTarget(next(events, EventType.REFRESH_TOKEN_ERROR));
        }
        CONTACTS.assertToken(suite.refresh(refresh), CONTACTS_SCOPES);
        String forAll = password(DORA, REQUEST, Map.of()).refreshToken();
        assertInvalidTarget(oauth.refresh(SUITE, forAll, Map.of("resource", CONTACTS_API)));
        assertForAll(suite.refresh(forAll));
    }

    /** A client names its API at every request, as RFC 8707 has it; what is only reported on is in no grant. */
    @ParameterizedTest
    @ValueSource(strings = {"mode=report", "reportOnlyApis=" + CONTACTS_API, ""})
    void aGrantThatWasMadeWhileNothingWasEnforcedBecomesOneForTheApi(String settings) {
        admin.configure(settings.isEmpty() ? Map.of() : Map.of(settings.split("=")[0], settings.split("=")[1]));
        admin.turnSwitch(!settings.isEmpty());
        Map<String, String> named = Map.of("resource", CONTACTS_API);
        String refresh = password(DORA, REQUEST, named).refreshToken();
        String again = oauth.refresh(SUITE, refresh, named).refreshToken();
        admin.configure(Map.of());
        admin.turnSwitch(true);

        TokenAnswer answer = oauth.refresh(SUITE, again, named);

        CONTACTS.assertToken(answer, CONTACTS_SCOPES);
        assertInvalidTarget(oauth.refresh(SUITE, answer.refreshToken(), Map.of("resource", TIMESHEETS_API)));
    }

    @Test
    void staysForTheApiOffline() {
        TokenAnswer answer = password(DORA, "offline_access " + REQUEST, Map.of("resource", CONTACTS_API));

        assertThat(answer.scope()).contains("offline_access");
        CONTACTS.assertEverywhere(oauth, SUITE, Map.of(), answer, CONTACTS_SCOPES);
        assertThat(suite.refresh(answer).refreshClaims().path("typ").asText()).isEqualTo("Offline");
    }

    @Test
    void staysForTheApiWhereRefreshTokensAreUsedOnce() {
        realm.updateWithCleanup(settings -> settings.revokeRefreshToken(true).refreshTokenMaxReuse(0));
        TokenAnswer first = password(DORA, REQUEST, Map.of("resource", CONTACTS_API));

        TokenAnswer second = suite.refresh(first);

        CONTACTS.assertToken(second, CONTACTS_SCOPES);
        CONTACTS.assertToken(suite.refresh(second), CONTACTS_SCOPES);
        assertThat(suite.refresh(second).error()).isEqualTo("invalid_grant");
    }

    @Test
    void addsNoScopeOfAnotherApi() {
        for (String scope : List.of("delete:contacts", "read:timesheets")) {
            admin.setScopeAttribute(scope, "permissionScopes.autoGrant", "true");
        }
        CONTACTS.assertToken(password(DORA, "openid", Map.of("resource", CONTACTS_API)), List.of("delete:contacts"));
        TIMESHEETS.assertToken(
                password(DORA, "openid", Map.of("resource", TIMESHEETS_API)), List.of("read:timesheets"));
    }

    @Test
    void rejectsScopesOfOtherApisWhereTheRealmSaysSo() {
        admin.configure(Map.of("refusal", "reject"));

        assertThat(password(DORA, REQUEST, Map.of("resource", CONTACTS_API)).error())
                .isEqualTo("invalid_scope");
        CONTACTS.assertToken(
                password(DORA, "openid read:contacts", Map.of("resource", CONTACTS_API)), List.of("read:contacts"));
    }

    @Test
    void changesNothingWhereTheRealmOnlyReports() {
        admin.configure(Map.of("mode", "report"));

        TokenAnswer answer = password(DORA, REQUEST, Map.of("resource", CONTACTS_API));

        assertForAll(answer);
        assertRefused(next(events, EventType.LOGIN), REQUEST, OTHERS_REFUSED, "report");
        assertForAll(oauth.refresh(SUITE, answer.refreshToken(), Map.of("resource", CONTACTS_API)));
        assertRefused(next(events, EventType.REFRESH_TOKEN), OTHERS_REFUSED, "report");
        assertForAll(clientCredentials(Map.of("resource", "nobody")));
        assertForAll(code(Map.of("audience", "nobody")));
    }

    @Test
    void changesNothingWhereTheApiIsOnlyReportedOn() {
        admin.configure(Map.of("reportOnlyApis", CONTACTS_API));

        assertForAll(password(DORA, REQUEST, Map.of("resource", CONTACTS_API)));
        TIMESHEETS.assertToken(password(DORA, REQUEST, Map.of("resource", TIMESHEETS_API)), TIMESHEETS_SCOPES);
    }

    @Test
    void doesNothingWhileTheSwitchIsOff() {
        admin.turnSwitch(false);

        assertForAll(password(DORA, REQUEST, Map.of("resource", CONTACTS_API)));
        assertForAll(password(DORA, REQUEST, Map.of("audience", "nobody")));
        assertForAll(clientCredentials(Map.of("resource", "nobody")));
        assertForAll(code(Map.of("audience", CONTACTS_API)));
    }

    private TokenAnswer code(Map<String, String> more) {
        Page callback = suite.asking(REQUEST).with(more).as(DORA).login();
        return suite.exchange(callback);
    }

    private TokenAnswer password(String user, String scope, Map<String, String> more) {
        Map<String, String> form = new LinkedHashMap<>(Map.of(
                "grant_type", "password",
                "client_id", SUITE,
                "username", user,
                "password", PASSWORD,
                "scope", scope));
        form.putAll(more);
        return oauth.token(form);
    }

    private TokenAnswer clientCredentials(Map<String, String> more) {
        Map<String, String> form = new LinkedHashMap<>(Map.of(
                "grant_type", "client_credentials", "client_id", SERVICE, "client_secret", SECRET, "scope", REQUEST));
        form.putAll(more);
        return oauth.token(form);
    }

    private void enable(String clientId, boolean enabled) {
        var client = admin.client(clientId).toRepresentation();
        client.setEnabled(enabled);
        admin.client(clientId).update(client);
    }

    private static void assertInvalidTarget(TokenAnswer answer) {
        OneApi.assertInvalidTarget(answer);
    }

    private static void assertInvalidTarget(EventRepresentation event) {
        assertThat(event.getError()).isEqualTo("invalid_target");
        assertThat(event.getDetails().get("reason")).contains("resource");
    }
}
