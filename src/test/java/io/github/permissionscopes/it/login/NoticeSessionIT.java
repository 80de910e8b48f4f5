package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.Notice.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** {@code notice=true}: the notice is shown once in a session, and again when more is refused. */
@KeycloakIntegrationTest(config = ProductServer.class)
class NoticeSessionIT {

    private static final String REQUEST = "openid read:contacts delete:contacts";
    private static final String MORE = REQUEST + " view:events";
    private static final String DELETE_TEXT = "Delete your contacts";

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient consentApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @BeforeEach
    void setUp() {
        admin.configure(Map.of("notice", "true"));
    }

    /** To the login form or the notice, after the application has had its answer. Keycloak begins anew then. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isNotShownAgainAfterTheBackButton(boolean toTheNotice) {
        Page form = contactsApp.asking(REQUEST).open();
        Page notice = form.logIn("anna");
        assertGoesOn(accept(notice));
        Browser browser = form.browser();
        browser.open(form.uri().toString());

        for (int times = 0; times < 2; times++) {
            assertNoNotice(toTheNotice ? browser.open(notice.uri().toString()) : form.logIn("anna"));
        }
        assertGoesOn(open(contactsApp, notice));
        assertNotice(open(consentApp, notice), DELETE_TEXT);
    }

    @Test
    void tellsOnceInASession() {
        Page end = accept(login(contactsApp));
        assertGoesOn(end);

        assertGoesOn(open(contactsApp, end));
        assertGoesOn(contactsApp
                .asking(REQUEST)
                .with("prompt", "login")
                .as("anna")
                .after(end)
                .login());
        assertNotice(login(contactsApp), DELETE_TEXT);
    }

    @Test
    void tellsAgainWhenTheSessionHasExpired() throws InterruptedException {
        Page end = accept(login(contactsApp));
        assertGoesOn(end);
        admin.change(settings -> settings.setSsoSessionMaxLifespan(1));
        Thread.sleep(2500);

        assertNotice(contactsApp.asking(REQUEST).as("anna").after(end).login(), DELETE_TEXT);
    }

    @Test
    void tellsAgainWhenMoreIsRefused() {
        Page end = accept(login(consentApp)).accept();

        Page notice = consentApp.asking(MORE).after(end).open();
        assertNotice(notice, DELETE_TEXT, "View your events");
        assertGoesOn(accept(notice));
        assertGoesOn(open(consentApp, end));
        assertGoesOn(consentApp.asking(MORE).after(end).open());
    }

    @Test
    void tellsOfEachApplication() {
        Page end = accept(login(contactsApp));
        assertGoesOn(end);

        assertNotice(open(consentApp, end), DELETE_TEXT);
    }

    @Test
    void cancellingALaterLoginLeavesTheSessionAsItIs() {
        Page first = contactsApp.asking("openid").as("anna").login();

        assertThat(cancel(open(contactsApp, first)).parameter("error")).isEqualTo("access_denied");

        assertGoesOn(contactsApp.asking("openid").after(first).silently());
    }

    @Test
    void asksInEachOfTwoTabs() {
        Page first = login(contactsApp);
        Page second = consentApp.asking(REQUEST).as("anna").after(first).login();
        assertNotice(second, DELETE_TEXT);

        assertGoesOn(accept(first));
        Page consent = accept(second);

        assertThat(consent.status()).as(consent.text()).isLessThan(500);
        assertGoesOn(open(contactsApp, first));
    }

    private static Page login(OAuthClient client) {
        return client.asking(REQUEST).as("anna").login();
    }

    /** The browser has a session, and shows no login form. */
    private static Page open(OAuthClient client, Page earlier) {
        return client.asking(REQUEST).after(earlier).open();
    }
}
