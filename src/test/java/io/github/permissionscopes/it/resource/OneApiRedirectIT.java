package io.github.permissionscopes.it.resource;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.check.OneApi.*;
import static io.github.permissionscopes.it.support.check.OneApi.CONTACTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** A token for the one API that is named where a login begins, in a redirect that brings an access token. */
@KeycloakIntegrationTest(config = ProductServer.class)
class OneApiRedirectIT {

    private static final Map<String, String> OTHERS_REFUSED = Map.of("read:timesheets", "other_api");

    @InjectRealm(config = OneApi.Realm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient consentApp;

    @InjectOAuthClient(SUITE)
    OAuthClient suite;

    @InjectRealmAdmin
    RealmAdmin admin;

    @Test
    void isForTheNamedApiInARedirect() {
        TokenAnswer answer = loginTo("id_token token", suite).answer();

        CONTACTS.assertClaims(answer.accessClaims(), CONTACTS_SCOPES);
        CONTACTS.assertTold(suite, answer, CONTACTS_SCOPES);
        assertThat(assertRefused(next(events, EventType.LOGIN), REQUEST, OTHERS_REFUSED)
                        .getDetails()
                        .get("scope"))
                .contains("read:contacts")
                .doesNotContain("timesheets", "api=");
    }

    @Test
    void isForTheNamedApiInARedirectAfterConsent() {
        Page callback = loginTo("code id_token token", consentApp).accept();

        CONTACTS.assertClaims(callback.answer().accessClaims(), CONTACTS_SCOPES);
        CONTACTS.assertEverywhere(consentApp, consentApp.exchange(callback), CONTACTS_SCOPES);
    }

    /** The login was not narrowed when it began; the request still named an API. */
    @Test
    void isForTheNamedApiInARedirectWhereTheRealmEnforcesSinceTheConsentPage() {
        admin.configure(Map.of("mode", "report"));
        Page consent = consentApp
                .asking("openid read:contacts")
                .with(Map.of("audience", CONTACTS_API, "response_type", "id_token token"))
                .as(DORA)
                .login();
        admin.configure(Map.of());

        CONTACTS.assertClaims(consent.accept().answer().accessClaims(), List.of("read:contacts"));
    }

    @Test
    void isForTheNamedApiInTheHybridFlow() {
        Page callback = loginTo("code token", suite);

        CONTACTS.assertClaims(callback.answer().accessClaims(), CONTACTS_SCOPES);
        CONTACTS.assertEverywhere(suite, suite.exchange(callback), CONTACTS_SCOPES);
    }

    @Test
    void isNoneInARedirectOfAnApiThatIsGone() {
        Page consent = loginTo("id_token token", consentApp);
        admin.changeClient(CONTACTS_API, api -> api.setEnabled(false));

        assertInvalidTarget(consent.accept());
    }

    private static Page loginTo(String responseType, OAuthClient client) {
        return client.asking(REQUEST)
                .with(Map.of("resource", CONTACTS.audience(), "response_type", responseType))
                .as(DORA)
                .login();
    }
}
