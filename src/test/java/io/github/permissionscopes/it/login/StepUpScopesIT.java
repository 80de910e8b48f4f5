package io.github.permissionscopes.it.login;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.realm.StepUpRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.page.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/**
 * A user with a phone that shows codes, in a real browser: the code is asked for when the application wants the scope
 * that needs it, and otherwise not. The flow is the one of docs/step-up.md.
 */
@KeycloakIntegrationTest(config = ProductServer.class)
class StepUpScopesIT {

    private static final String PLAIN = "openid profile";
    private static final String REQUEST = "openid read:timesheets approve:timesheets";
    private static final List<String> LOW = List.of("read:timesheets");
    private static final List<String> HIGH = List.of("read:timesheets", APPROVE);
    private static final String CODE_FIELD = "input[name=otp]";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @RegisterExtension
    static final ListeningApplication APPLICATION = new ListeningApplication();

    @InjectRealm(config = StepUpRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(TIMESHEETS_APP)
    OAuthClient timesheetsApp;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient consentApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    private Page page;

    @BeforeEach
    void setUp() {
        page = CHROMIUM.newBrowser();
    }

    @Test
    void asksForACodeWhenTheScopeIsAskedFor() {
        byScope(timesheetsApp);

        logIn(timesheetsApp, PLAIN, TARA);
        Agreement.assertGrants(tokens(timesheetsApp), List.of());

        open(timesheetsApp, "openid read:timesheets");
        Agreement.assertGrants(tokens(timesheetsApp), LOW);

        events.skipAll();
        open(timesheetsApp, REQUEST);
        assertThat(page.locator("input[name=username]")).hasCount(0);
        enter(Totp.code());
        TokenAnswer answer = tokens(timesheetsApp);
        Agreement.assertEverywhere(timesheetsApp, answer, HIGH);
        assertThat(answer.accessClaims().path("acr").asText()).isEqualTo(LEVEL);
        assertThat(next(events, EventType.LOGIN).getDetails()).doesNotContainKey("scope_refused");
    }

    @Test
    void asksForNameAndPasswordThenForACodeThenForConsent() {
        byScope(consentApp);

        logIn(consentApp, REQUEST, TARA);
        enter(Totp.code());
        assertThat(page.locator("#kc-oauth")).containsText("Approve your timesheets");
        page.locator("[name=accept]").click();

        Agreement.assertEverywhere(consentApp, tokens(consentApp), HIGH);
        assertThat(Agreement.apiScopes(admin.people().storedConsent(TARA, CONSENT_APP)))
                .containsExactlyInAnyOrderElementsOf(HIGH);
    }

    @Test
    void asksNobodyForACodeWhoMayNotHaveTheScope() {
        byScope(timesheetsApp);

        logIn(timesheetsApp, REQUEST, TOM);

        Agreement.assertEverywhere(timesheetsApp, tokens(timesheetsApp), LOW);
        assertRefused(next(events, EventType.LOGIN), REQUEST, Map.of(APPROVE, "not_permitted"));
    }

    @Test
    void asksForNothingWhereTheFlowHasNoCondition() {
        admin.stepUp().never(TIMESHEETS_APP);

        logIn(timesheetsApp, REQUEST, TARA);

        Agreement.assertEverywhere(timesheetsApp, tokens(timesheetsApp), LOW);
        assertRefused(next(events, EventType.LOGIN), REQUEST, Map.of(APPROVE, "acr_too_low"));
    }

    @Test
    void aWrongCodeIsWorthNothing() {
        byScope(timesheetsApp);

        logIn(timesheetsApp, REQUEST, TARA);
        enter(Totp.wrongCode());
        assertThat(page.locator("#input-error-otp-code, #input-error-otp")).isVisible();

        // Who gives up and asks for less gets less.
        open(timesheetsApp, "openid read:timesheets");
        page.locator("input[name=username]")
                .or(page.locator(CODE_FIELD))
                .first()
                .waitFor();
        assertThat(page.url()).doesNotStartWith(REDIRECT_URI);
    }

    /** Keycloak's way: who has no phone is asked to set one up, in the same login. */
    @Test
    void asksWhoHasNoPhoneToSetOneUp() {
        byScope(timesheetsApp);

        logIn(timesheetsApp, REQUEST, "mark");

        assertThat(page.locator("#kc-totp-settings")).isVisible();
        assertThat(page.url()).contains("execution=CONFIGURE_TOTP");
    }

    private void byScope(OAuthClient app) {
        admin.stepUp()
                .byScope(
                        app.id(),
                        StepUpFlows.CODE,
                        Map.of("when", "given", "scopes", APPROVE + "##delete:contacts", "level", LEVEL));
    }

    private void open(OAuthClient app, String scope) {
        page.navigate(app.asking(scope).url());
    }

    private void logIn(OAuthClient app, String scope, String user) {
        open(app, scope);
        page.locator("input[name=username]").fill(user);
        page.locator("input[name=password]").fill(PASSWORD);
        page.locator("#kc-login").click();
    }

    private void enter(String code) {
        page.locator(CODE_FIELD).fill(code);
        page.locator("#kc-login").click();
    }

    private TokenAnswer tokens(OAuthClient app) {
        page.waitForURL(url -> url.startsWith(REDIRECT_URI));
        URI uri = URI.create(page.url());
        Browser.Page callback =
                new Browser.Page(app.browser(), uri, HttpURLConnection.HTTP_OK, new Document(uri.toString()));
        return app.exchange(callback);
    }
}
