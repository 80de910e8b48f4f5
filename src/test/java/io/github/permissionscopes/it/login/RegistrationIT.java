package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.client.LoginEnd.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.coverage.*;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** A user who registers on the way to an application has the default permissions, and is judged by them at once. */
@KeycloakIntegrationTest(config = ProductServer.class)
class RegistrationIT {

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    private static final String NEW_USER = "newman";

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient consentApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    /** Who registers may read contacts. */
    @BeforeEach
    void setUp() {
        realm.updateWithCleanup(settings -> settings.registrationAllowed(true));
        admin.roles().giveDefault(CONTACTS_API, READ_CONTACTS);
        realm.cleanup().add(afterwards -> afterwards
                .users()
                .searchByUsername(NEW_USER, true)
                .forEach(user -> afterwards.users().get(user.getId()).remove()));
    }

    @Test
    @Covers(route = Route.REGISTRATION)
    void narrowsWhatANewUserGets() {
        registerAndAssertNarrowed(contactsApp, contactsApp.oauth().registrationUrl(CONTACTS_APP, REQUEST));
    }

    @Test
    @Covers(route = Route.REGISTRATION, at = Moment.CONSENT)
    void asksANewUserOnlyForWhatCanBeGranted() {
        registerAndAssertNarrowed(consentApp, consentApp.oauth().registrationUrl(CONSENT_APP, REQUEST));
    }

    @Test
    @Covers(route = Route.REGISTRATION)
    void narrowsARegistrationThatTheClientPrompts() {
        registerAndAssertNarrowed(
                contactsApp,
                contactsApp.asking(REQUEST).with("prompt", "create").url());
    }

    private void registerAndAssertNarrowed(OAuthClient client, String url) {
        Page form = client.browser().open(url);
        assertThat(form.asksFor("password-confirm")).as("registration form").isTrue();
        events.skipAll();

        Page page = form.submit(Map.of(
                "username",
                NEW_USER,
                "email",
                NEW_USER + "@demo.example",
                "firstName",
                "Newman",
                "lastName",
                "Demo",
                "password",
                PASSWORD,
                "password-confirm",
                PASSWORD));

        LoginEnd.of(admin, events).assertNarrowed(client, page, NEW_USER);
    }
}
