package io.github.permissionscopes.it.resource;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.check.OneApi.*;
import static io.github.permissionscopes.it.support.check.OneApi.CONTACTS;
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
import org.keycloak.jose.jws.JWSBuilder;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** A token for the one API that is named where a login begins: in the query, pushed, or in a request object. */
@KeycloakIntegrationTest(config = ProductServer.class)
class OneApiLoginIT {

    private static final Map<String, String> OTHERS_REFUSED = Map.of("read:timesheets", "other_api");

    @InjectRealm(config = OneApi.Realm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuth
    OAuth oauth;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient consentApp;

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
        assertForAll(exchange(login(Map.of()), Map.of()));
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "resource, contacts-api",
        "audience, contacts-api",
        "resource, https://contacts-api.example",
        "audience, https://contacts-api.example",
        "resource, urn:client:contacts-api",
    })
    void isForTheNamedApiByACode(String parameter, String name) {
        TokenAnswer answer = exchange(login(Map.of(parameter, name)), Map.of());

        CONTACTS.assertEverywhere(oauth, SUITE, Map.of(), answer, CONTACTS_SCOPES);
        assertThat(answer.scope()).contains("openid", "profile");
        assertRefused(next(events, EventType.LOGIN), REQUEST, OTHERS_REFUSED);
        EventRepresentation exchange = assertRefused(next(events, EventType.CODE_TO_TOKEN), REQUEST, OTHERS_REFUSED);
        assertScope(exchange, answer);
    }

    @Test
    void takesTheSameOrNoNameAtTheCodeExchange() {
        CONTACTS.assertToken(
                exchange(login(Map.of("audience", CONTACTS_API)), Map.of("resource", CONTACTS_API)), CONTACTS_SCOPES);
        CONTACTS_URL.assertToken(
                exchange(login(Map.of("resource", CONTACTS_URL.audience())), Map.of("audience", CONTACTS_API)),
                CONTACTS_SCOPES);
    }

    @ParameterizedTest
    @ValueSource(strings = {TIMESHEETS_API, "nobody", "https://timesheets-api.example"})
    void takesNoOtherNameAtTheCodeExchange(String other) {
        Page callback = login(Map.of("audience", CONTACTS_API));
        events.skipAll();

        assertInvalidTarget(exchange(callback, Map.of("resource", other)));
        assertThat(next(events, EventType.CODE_TO_TOKEN_ERROR).getError()).isEqualTo("invalid_target");
        assertThat(exchange(callback, Map.of()).error())
                .as("the code is used up")
                .isEqualTo("invalid_grant");
    }

    @Test
    void takesNoNameAtTheCodeExchangeWhereTheLoginHadNone() {
        assertInvalidTarget(exchange(login(Map.of()), Map.of("resource", CONTACTS_API)));
    }

    @Test
    void keepsTheTabsOfABrowserApart() {
        Browser browser = oauth.browser();
        Page contacts = login(browser, Map.of("audience", CONTACTS_API));
        Page timesheets = browser.open(url(Map.of("audience", TIMESHEETS_API)));
        Page all = browser.open(url(Map.of()));

        TokenAnswer first = CONTACTS.assertToken(exchange(contacts, Map.of()), CONTACTS_SCOPES);
        TokenAnswer third = exchange(all, Map.of());
        assertForAll(third);
        TokenAnswer second = TIMESHEETS.assertToken(exchange(timesheets, Map.of()), TIMESHEETS_SCOPES);

        CONTACTS.assertEverywhere(oauth, SUITE, Map.of(), suite.refresh(first), CONTACTS_SCOPES);
        TIMESHEETS.assertEverywhere(oauth, SUITE, Map.of(), suite.refresh(second), TIMESHEETS_SCOPES);
        assertForAll(suite.refresh(third));
    }

    @Test
    void isForTheNamedApiWithPromptNone() {
        Browser browser = oauth.browser();
        login(browser, Map.of());

        Page callback = browser.open(url(Map.of("audience", CONTACTS_API, "prompt", "none")));

        CONTACTS.assertEverywhere(oauth, SUITE, Map.of(), exchange(callback, Map.of()), CONTACTS_SCOPES);
    }

    @Test
    void asksConsentOnlyToWhatTheApiHas() {
        Browser browser = oauth.browser();
        Page consent = consentApp
                .asking(REQUEST)
                .with("resource", CONTACTS_URL.audience())
                .as(DORA)
                .in(browser)
                .login();
        Page callback = consent.accept();

        Agreement.assertConsent(consent, admin.storedConsent(DORA, CONSENT_APP), CONTACTS_SCOPES);
        CONTACTS_URL.assertEverywhere(oauth, CONSENT_APP, Map.of(), consentApp.exchange(callback), CONTACTS_SCOPES);
    }

    @Test
    void isForTheNamedApiInARedirect() {
        Page callback = login(Map.of("audience", CONTACTS_API, "response_type", "id_token token"));

        CONTACTS.assertClaims(TokenAnswer.claims(callback.parameter("access_token")), CONTACTS_SCOPES);
        CONTACTS.assertTold(oauth, callback.parameter("access_token"), CONTACTS_SCOPES);
        assertThat(assertRefused(next(events, EventType.LOGIN), REQUEST, OTHERS_REFUSED)
                        .getDetails()
                        .get("scope"))
                .contains("read:contacts")
                .doesNotContain("timesheets", "api=");
    }

    @Test
    void isForTheNamedApiInARedirectAfterConsent() {
        Browser browser = oauth.browser();
        Page consent = consentApp
                .asking(REQUEST)
                .with(Map.of("audience", CONTACTS_API, "response_type", "code id_token token"))
                .as(DORA)
                .in(browser)
                .login();
        Page callback = consent.accept();

        CONTACTS.assertClaims(TokenAnswer.claims(callback.parameter("access_token")), CONTACTS_SCOPES);
        CONTACTS.assertEverywhere(oauth, CONSENT_APP, Map.of(), consentApp.exchange(callback), CONTACTS_SCOPES);
    }

    /** The login was not narrowed when it began; the request still named an API. */
    @Test
    void isForTheNamedApiInARedirectWhereTheRealmEnforcesSinceTheConsentPage() {
        admin.configure(Map.of("mode", "report"));
        Browser browser = oauth.browser();
        Page consent = oauth.login(
                browser,
                oauth.authorizationUrl(
                        CONSENT_APP,
                        "openid read:contacts",
                        Map.of("audience", CONTACTS_API, "response_type", "id_token token")),
                DORA,
                PASSWORD);
        admin.configure(Map.of());

        Page callback = browser.submit(consent, Map.of("accept", "Yes"));

        CONTACTS.assertClaims(TokenAnswer.claims(callback.parameter("access_token")), List.of("read:contacts"));
    }

    @Test
    void isForTheNamedApiInTheHybridFlow() {
        Page callback = login(Map.of("resource", CONTACTS_URL.audience(), "response_type", "code token"));

        CONTACTS_URL.assertClaims(TokenAnswer.claims(callback.parameter("access_token")), CONTACTS_SCOPES);
        CONTACTS_URL.assertEverywhere(oauth, SUITE, Map.of(), exchange(callback, Map.of()), CONTACTS_SCOPES);
    }

    @Test
    void isNoneInARedirectOfAnApiThatIsGone() {
        Browser browser = oauth.browser();
        Page consent = consentApp
                .asking(REQUEST)
                .with(Map.of("audience", CONTACTS_API, "response_type", "id_token token"))
                .as(DORA)
                .in(browser)
                .login();
        enable(CONTACTS_API, false);
        try {
            Page callback = consent.accept();

            assertThat(callback.parameter("error")).isEqualTo("invalid_target");
            assertThat(callback.parameter("access_token")).isNull();
        } finally {
            enable(CONTACTS_API, true);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "audience, nobody",
        "resource, https://nobody.example",
        "resource, nobody",
        "audience, contacts-api timesheets-api",
    })
    void tellsAtOnceThatThereIsNoSuchApi(String parameter, String name) {
        Page callback = oauth.browser().open(url(Map.of(parameter, name)));

        assertThat(callback.parameter("error")).isEqualTo("invalid_target");
        assertThat(callback.parameter("state")).isEqualTo("state-of-the-client");
        EventRepresentation event = next(events, EventType.LOGIN_ERROR);
        assertThat(event.getError()).isEqualTo("invalid_target");
        assertThat(event.getDetails().get("client_policy_error_detail")).contains("resource");
    }

    @Test
    void tellsAtOnceThatThereAreTwo() {
        Page callback = oauth.browser()
                .open(url(Map.of("audience", CONTACTS_API, "resource", "https://timesheets-api.example")));

        assertThat(callback.parameter("error")).isEqualTo("invalid_target");
    }

    /** Keycloak keeps five parameters that it does not know, and drops the others without a word. */
    @Test
    void doesNotLoseTheNameAmongOtherParameters() {
        Map<String, String> many = many();
        many.put("audience", CONTACTS_API);

        CONTACTS.assertToken(exchange(login(many), Map.of()), CONTACTS_SCOPES);
    }

    @Test
    void doesNotLoseThePushedNameAmongOtherParameters() {
        Map<String, String> many = many();
        many.put("audience", CONTACTS_API);

        Page callback = oauth.login(oauth.browser(), pushedUrl(many), DORA, PASSWORD);

        CONTACTS.assertToken(exchange(callback, Map.of()), CONTACTS_SCOPES);
    }

    @ParameterizedTest
    @CsvSource({
        "audience, contacts-api",
        "resource, contacts-api",
        "resource, https://contacts-api.example",
    })
    void isForTheApiThatAPushedRequestNames(String parameter, String name) {
        Page callback = oauth.login(oauth.browser(), pushedUrl(Map.of(parameter, name)), DORA, PASSWORD);

        CONTACTS.assertEverywhere(oauth, SUITE, Map.of(), exchange(callback, Map.of()), CONTACTS_SCOPES);
    }

    @Test
    void tellsWhoPushesThatThereIsNoSuchApi() {
        assertInvalidTarget(push(Map.of("audience", "nobody")));
        assertThat(next(events, EventType.PUSHED_AUTHORIZATION_REQUEST_ERROR).getError())
                .isEqualTo("invalid_target");
        assertInvalidTarget(push(Map.of("audience", CONTACTS_API, "resource", "https://timesheets-api.example")));
    }

    @Test
    void aQueryNamesNoOtherApiThanThePushedRequest() {
        Page callback =
                oauth.browser().open(pushedUrl(Map.of("audience", CONTACTS_API)) + "&audience=" + TIMESHEETS_API);

        assertThat(callback.parameter("error")).isEqualTo("invalid_target");
    }

    @ParameterizedTest
    @CsvSource({
        "audience, contacts-api",
        "resource, https://contacts-api.example",
    })
    void isForTheApiThatARequestObjectNames(String parameter, String name) {
        String object =
                new JWSBuilder().jsonContent(claims(Map.of(parameter, name))).none();
        OneApi api = CONTACTS;

        Page callback = login(Map.of("request", object));
        api.assertEverywhere(oauth, SUITE, Map.of(), exchange(callback, Map.of()), CONTACTS_SCOPES);
        Page pushed = oauth.login(oauth.browser(), pushedUrl(Map.of("request", object)), DORA, PASSWORD);
        api.assertEverywhere(oauth, SUITE, Map.of(), exchange(pushed, Map.of()), CONTACTS_SCOPES);
    }

    @Test
    void tellsWhoseRequestObjectNamesNoApi() {
        for (Object name : List.of("nobody", List.of(CONTACTS_API, TIMESHEETS_API))) {
            String object = new JWSBuilder()
                    .jsonContent(claims(Map.of("audience", name)))
                    .none();

            assertThat(oauth.browser().open(url(Map.of("request", object))).parameter("error"))
                    .isEqualTo("invalid_target");
            assertInvalidTarget(push(Map.of("request", object)));
        }
    }

    /** What the client would have to send to name an API behind the product's back. */
    @ParameterizedTest
    @ValueSource(strings = {"openid permissionScopes.api=contacts-api", "openid permissionScopes.api=%zz"})
    void takesNoCarriedNameFromTheClient(String scope) {
        Page callback = suite.asking(scope).open();

        assertThat(callback.parameter("error")).isEqualTo("invalid_scope");
    }

    @Test
    void reportsAndChangesNothingWhereTheRealmOnlyReports() {
        admin.configure(Map.of("mode", "report"));

        TokenAnswer answer = exchange(login(Map.of("audience", CONTACTS_API)), Map.of());

        assertForAll(answer);
        assertRefused(next(events, EventType.LOGIN), REQUEST, OTHERS_REFUSED, "report");
        assertForAll(exchange(login(Map.of("audience", "nobody")), Map.of()));
    }

    @Test
    void losesTheNameOfALoginWhereTheSwitchIsTurnedOffInBetween() {
        Page callback = login(Map.of("audience", CONTACTS_API));
        admin.turnSwitch(false);

        TokenAnswer answer = exchange(callback, Map.of());

        assertThat(Agreement.apiScopes(answer.scope())).containsExactlyInAnyOrderElementsOf(CONTACTS_SCOPES);
        assertThat(answer.scope()).noneMatch(scope -> scope.contains("api="));
    }

    private static Map<String, String> many() {
        Map<String, String> many = new LinkedHashMap<>();
        for (int i = 0; i < 9; i++) {
            many.put("a" + i, "value");
        }
        return many;
    }

    private Map<String, Object> claims(Map<String, ?> more) {
        Map<String, Object> claims = new LinkedHashMap<>(oauth.authorizationRequest(SUITE, REQUEST, Map.of()));
        claims.putAll(Map.of("iss", SUITE, "aud", realm.getBaseUrl(), "jti", "x", "iat", 1, "sub", SUITE, "more", "m"));
        claims.putAll(more);
        return claims;
    }

    private String url(Map<String, String> more) {
        return oauth.authorizationUrl(SUITE, REQUEST, more);
    }

    private TokenAnswer push(Map<String, String> more) {
        return oauth.postForm("ext/par/request", oauth.authorizationRequest(SUITE, REQUEST, more));
    }

    private String pushedUrl(Map<String, String> more) {
        return oauth.endpoint("auth") + "?client_id=" + SUITE + "&request_uri="
                + push(more).body().path("request_uri").asText();
    }

    private Page login(Map<String, String> more) {
        return login(oauth.browser(), more);
    }

    private Page login(Browser browser, Map<String, String> more) {
        return oauth.login(browser, url(more), DORA, PASSWORD);
    }

    private TokenAnswer exchange(Page callback, Map<String, String> more) {
        return oauth.exchange(SUITE, callback, more);
    }

    private void enable(String clientId, boolean enabled) {
        var client = admin.client(clientId).toRepresentation();
        client.setEnabled(enabled);
        admin.client(clientId).update(client);
    }
}
