package io.github.permissionscopes.it.grant;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/**
 * Scopes that are granted unasked: both scopes of contacts are, in every grant that is made new. Nobody asks for them
 * here. Anna and the service account hold the permission for the one and not for the other.
 */
@KeycloakIntegrationTest(config = ProductServer.class)
class AutoGrantIT {

    private static final List<String> ADDED = List.of(READ_CONTACTS);

    @InjectRealm(config = HostileRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(value = EveryGrantClient.ID, confidential = true)
    OAuthClient client;

    @InjectOAuthClient(value = EveryGrantClient.LEGACY_ID, confidential = true)
    OAuthClient legacy;

    @InjectOAuthClient(value = HostileRealm.CONSENT_ID, confidential = true)
    OAuthClient partner;

    @InjectRealmAdmin
    RealmAdmin admin;

    private Asking anna;
    private Asking annaAtPartner;

    @BeforeEach
    void setUp() {
        anna = client.asking("openid").as("anna");
        annaAtPartner = partner.asking("openid").as("anna");
        autoGrant(true);
        events.skipAll();
    }

    private void autoGrant(boolean on) {
        for (String scope : CONTACTS) {
            admin.scopes().setAttribute(scope, PermissionScopes.AUTO_GRANT, String.valueOf(on));
        }
    }

    @Test
    void byACode() {
        TokenAnswer answer = anna.byCode();

        assertEverywhere(client, answer, ADDED);
        EventRepresentation event = next(events, EventType.CODE_TO_TOKEN);
        assertScope(event, answer);
        assertNothingRefused(event);
    }

    @Test
    void inARedirect() {
        Page redirect = anna.with("response_type", "code id_token token").login();

        assertToken(redirect.answer().accessClaims(), ADDED);
        assertGrants(client.exchange(redirect), ADDED);
    }

    /** The user is asked for what is added, and once. */
    @Test
    void byACodeOfAClientThatNeedsConsent() {
        Page consent = annaAtPartner.login();
        Page callback = consent.accept();

        assertConsent(consent, admin.people().storedConsent("anna", HostileRealm.CONSENT_ID), ADDED);
        assertEverywhere(partner, partner.exchange(callback), ADDED);
        Asking again = annaAtPartner.in(consent.browser());
        // By the stored consent.
        assertGrants(partner.exchange(again.open()), ADDED);
        assertGrants(partner.exchange(again.with("prompt", "none").open()), ADDED);
    }

    /** A consent that was given before the scope was granted unasked does not cover it. */
    @Test
    void asksOnceMoreWhereTheStoredConsentIsOlder() {
        autoGrant(false);
        Page consent = annaAtPartner.login();
        assertGrants(partner.exchange(consent.accept()), List.of());
        autoGrant(true);

        Page asked = annaAtPartner.in(consent.browser()).open();
        assertThat(asked.text()).contains("Read your contacts").doesNotContain("Delete your contacts");
        assertGrants(partner.exchange(asked.accept()), ADDED);
    }

    @Test
    void byAPassword() {
        TokenAnswer answer = assertGrants(anna.byPassword(), ADDED);

        assertScope(next(events, EventType.LOGIN), answer);
    }

    @Test
    void byClientCredentials() {
        TokenAnswer answer = anna.byClientCredentials();

        assertGrants(answer, ADDED);
        assertScope(next(events, EventType.CLIENT_LOGIN), answer);
        assertGrants(client.asking(null).byClientCredentials(), ADDED);
    }

    @Test
    void byADevice() {
        for (Asking asking : List.of(anna, annaAtPartner)) {
            Device device = asking.device();
            Page consent = device.verify("anna");
            assertThat(consent.text()).contains("Read your contacts").doesNotContain("Delete your contacts");
            consent.accept();

            TokenAnswer answer = assertGrants(device.poll(), ADDED);

            assertScope(next(events, EventType.OAUTH2_DEVICE_CODE_TO_TOKEN), answer);
        }
    }

    @Test
    void byABackchannelLogin() {
        for (Asking asking : List.of(anna, annaAtPartner)) {
            try (AuthenticationDevice phone = new AuthenticationDevice(realm.getBaseUrl())) {
                TokenAnswer answer = assertGrants(asking.byBackchannel(phone), ADDED);

                assertThat(phone.scopeAsked()).contains(READ_CONTACTS).doesNotContain(DELETE_CONTACTS);
                assertScope(next(events, EventType.AUTHREQID_TO_TOKEN), answer);
            }
        }
        assertThat(admin.people().storedConsent("anna", HostileRealm.CONSENT_ID))
                .contains(READ_CONTACTS)
                .doesNotContain(DELETE_CONTACTS);
    }

    /** Where consent is required it cannot be asked for in this grant. */
    @Test
    void byAnAssertionOfAClientThatNeedsNoConsent() {
        assertGrants(anna.byAssertion(HostileRealm.ISSUER.assertion(realm.getBaseUrl(), "anna")), ADDED);
        assertGrants(annaAtPartner.byAssertion(HostileRealm.ISSUER.assertion(realm.getBaseUrl(), "anna")), List.of());
    }

    /** A grant is used again, and does not grow. */
    @Test
    void neitherByARefreshNorByAnExchange() {
        autoGrant(false);
        TokenAnswer narrow = anna.byPassword();
        TokenAnswer narrowOfLegacy = legacy.asking("openid").as("anna").byPassword();
        autoGrant(true);

        assertGrants(client.refresh(narrow), List.of());
        assertGrants(anna.byTokenExchange(narrow), List.of());
        assertGrants(legacy.asking("openid").byTokenExchange(narrowOfLegacy), List.of());
    }

    @Test
    void aRefreshKeepsWhatWasAddedAsLongAsThePermissionIsHeld() {
        admin.give("nora", CONTACTS_API, READ_CONTACTS);
        TokenAnswer answer = client.asking("openid").as("nora").byPassword();
        assertGrants(client.refresh(answer), ADDED);

        admin.take("nora", CONTACTS_API, READ_CONTACTS);

        assertGrants(client.refresh(answer), List.of());
    }

    @Test
    void notInModeReport() {
        admin.configure(Map.of("mode", "report"));

        assertThat(anna.byPassword().scope()).doesNotContain(READ_CONTACTS);
        assertThat(anna.byClientCredentials().scope()).doesNotContain(READ_CONTACTS);
    }
}
