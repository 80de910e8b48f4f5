package io.github.permissionscopes.it;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.Agreement.*;
import static io.github.permissionscopes.it.support.EventLog.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.*;
import io.github.permissionscopes.it.support.Browser.Page;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/**
 * Scopes that are granted unasked: both scopes of contacts are, in every grant that is made new. Nobody asks for them
 * here. Anna and the service account hold the permission for the one and not for the other.
 */
@KeycloakIntegrationTest(config = ProductServer.class)
class AutoGrantIT {

    private static final String ASKED = "openid";
    private static final List<String> ADDED = List.of(READ_CONTACTS);
    private static final Map<String, String> AUTHENTICATION = Map.of("client_secret", SECRET);

    @InjectRealm(config = HostileRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuth
    OAuth oauth;

    @InjectRealmAdmin
    RealmAdmin admin;

    private EveryGrantClient client;
    private EveryGrantClient partner;

    @BeforeEach
    void setUp() {
        client = new EveryGrantClient(oauth, EveryGrantClient.ID);
        partner = new EveryGrantClient(oauth, HostileRealm.CONSENT_ID);
        autoGrant(true);
        events.skipAll();
    }

    @AfterEach
    void backToDefaults() {
        autoGrant(false);
        admin.configure(Map.of());
        admin.user("anna").getConsents().forEach(consent -> admin.user("anna")
                .revokeConsent((String) consent.get("clientId")));
    }

    private void autoGrant(boolean on) {
        for (String scope : List.of(READ_CONTACTS, DELETE_CONTACTS)) {
            admin.setScopeAttribute(scope, PermissionScopes.AUTO_GRANT, String.valueOf(on));
        }
    }

    @Test
    void byACode() {
        TokenAnswer answer = client.exchangeCode(client.login("anna", ASKED, "code"));

        assertEverywhere(oauth, EveryGrantClient.ID, AUTHENTICATION, answer, ADDED);
        EventRepresentation event = next(events, EventType.CODE_TO_TOKEN);
        assertScope(event, answer);
        assertNothingRefused(event);
    }

    @Test
    void inARedirect() {
        Page redirect = client.login("anna", ASKED, "code id_token token");

        assertToken(TokenAnswer.claims(redirect.parameter("access_token")), ADDED);
        assertGrants(client.exchangeCode(redirect), ADDED);
    }

    /** The user is asked for what is added, and once. */
    @Test
    void byACodeOfAClientThatNeedsConsent() {
        Browser browser = oauth.browser();
        Page consent = oauth.login(browser, partner.authorizationUrl(ASKED), "anna", PASSWORD);
        Page callback = consent.accept();

        assertConsent(consent, admin.storedConsent("anna", HostileRealm.CONSENT_ID), ADDED);
        assertEverywhere(oauth, HostileRealm.CONSENT_ID, AUTHENTICATION, partner.exchangeCode(callback), ADDED);
        Page again = browser.open(partner.authorizationUrl(ASKED));
        assertThat(again.uri().toString()).as("by the stored consent").startsWith(REDIRECT_URI);
        assertGrants(partner.exchangeCode(again), ADDED);
        Page silent = oauth.client(HostileRealm.CONSENT_ID)
                .asking(ASKED)
                .with("prompt", "none")
                .in(browser)
                .open();
        assertGrants(partner.exchangeCode(silent), ADDED);
    }

    /** A consent that was given before the scope was granted unasked does not cover it. */
    @Test
    void asksOnceMoreWhereTheStoredConsentIsOlder() {
        autoGrant(false);
        Browser browser = oauth.browser();
        Page consent = oauth.login(browser, partner.authorizationUrl(ASKED), "anna", PASSWORD);
        assertGrants(partner.exchangeCode(consent.accept()), List.of());
        autoGrant(true);

        Page asked = browser.open(partner.authorizationUrl(ASKED));
        assertThat(asked.text()).contains("Read your contacts").doesNotContain("Delete your contacts");
        assertGrants(partner.exchangeCode(asked.accept()), ADDED);
    }

    @Test
    void byAPassword() {
        TokenAnswer answer = client.password("anna", ASKED);

        assertGrants(answer, ADDED);
        assertScope(next(events, EventType.LOGIN), answer);
    }

    @Test
    void byClientCredentials() {
        TokenAnswer answer = client.clientCredentials(ASKED);

        assertGrants(answer, ADDED);
        assertScope(next(events, EventType.CLIENT_LOGIN), answer);
        assertGrants(oauth.clientCredentials(EveryGrantClient.ID, SECRET, null), ADDED);
    }

    @Test
    void byADevice() {
        for (EveryGrantClient asking : List.of(client, partner)) {
            TokenAnswer device = asking.device(ASKED);
            Browser browser = oauth.browser();
            Page consent = asking.verifyDevice(browser, device, "anna");
            assertThat(consent.text()).contains("Read your contacts").doesNotContain("Delete your contacts");
            consent.accept();

            TokenAnswer answer = asking.pollDevice(device);

            assertGrants(answer, ADDED);
            assertScope(next(events, EventType.OAUTH2_DEVICE_CODE_TO_TOKEN), answer);
        }
    }

    @Test
    void byABackchannelLogin() {
        for (EveryGrantClient asking : List.of(client, partner)) {
            try (AuthenticationDevice phone = new AuthenticationDevice(realm.getBaseUrl())) {
                TokenAnswer asked = asking.ask("anna", ASKED);
                assertThat(phone.scopeAsked()).contains(READ_CONTACTS).doesNotContain(DELETE_CONTACTS);
                phone.approve();

                TokenAnswer answer = asking.pollAsked(asked);

                assertGrants(answer, ADDED);
                assertScope(next(events, EventType.AUTHREQID_TO_TOKEN), answer);
            }
        }
        assertThat(admin.storedConsent("anna", HostileRealm.CONSENT_ID))
                .contains(READ_CONTACTS)
                .doesNotContain(DELETE_CONTACTS);
    }

    /** Where consent is required it cannot be asked for in this grant. */
    @Test
    void byAnAssertionOfAClientThatNeedsNoConsent() {
        assertGrants(client.assertion(HostileRealm.ISSUER.assertion(realm.getBaseUrl(), "anna"), ASKED), ADDED);
        assertGrants(partner.assertion(HostileRealm.ISSUER.assertion(realm.getBaseUrl(), "anna"), ASKED), List.of());
    }

    /** A grant is used again, and does not grow. */
    @Test
    void neitherByARefreshNorByAnExchange() {
        EveryGrantClient legacy = new EveryGrantClient(oauth, EveryGrantClient.LEGACY_ID);
        autoGrant(false);
        TokenAnswer narrow = client.password("anna", ASKED);
        TokenAnswer narrowOfLegacy = legacy.password("anna", ASKED);
        autoGrant(true);

        assertGrants(client.refresh(narrow), List.of());
        assertGrants(client.exchangeToken(narrow, ASKED), List.of());
        assertGrants(legacy.exchangeToken(narrowOfLegacy, ASKED), List.of());
    }

    @Test
    void aRefreshKeepsWhatWasAddedAsLongAsThePermissionIsHeld() {
        admin.give("nora", CONTACTS_API, READ_CONTACTS);
        TokenAnswer answer = client.password("nora", ASKED);
        assertGrants(client.refresh(answer), ADDED);

        admin.take("nora", CONTACTS_API, READ_CONTACTS);

        assertGrants(client.refresh(answer), List.of());
    }

    @Test
    void notInModeReport() {
        admin.configure(Map.of("mode", "report"));

        assertThat(client.password("anna", ASKED).scope()).doesNotContain(READ_CONTACTS);
        assertThat(client.clientCredentials(ASKED).scope()).doesNotContain(READ_CONTACTS);
    }
}
