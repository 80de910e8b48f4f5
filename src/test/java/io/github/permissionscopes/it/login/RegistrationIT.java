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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
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

    @InjectOAuth
    OAuth oauth;

    @InjectRealmAdmin
    RealmAdmin admin;

    private LoginEnd end;

    @BeforeEach
    void setUp() {
        end = new LoginEnd(oauth, admin, events);
        events.skipAll();
    }

    /** Who registers may read contacts. */
    @BeforeEach
    void allowRegistration() {
        realm.updateWithCleanup(settings -> settings.registrationAllowed(true));
        RoleRepresentation defaultRole = realm.admin().toRepresentation().getDefaultRole();
        List<RoleRepresentation> read = List.of(admin.permission(CONTACTS_API, READ_CONTACTS));
        realm.admin().rolesById().addComposites(defaultRole.getId(), read);
        realm.cleanup().add(afterwards -> afterwards.rolesById().deleteComposites(defaultRole.getId(), read));
        realm.cleanup().add(afterwards -> afterwards
                .users()
                .searchByUsername(NEW_USER, true)
                .forEach(user -> afterwards.users().get(user.getId()).remove()));
    }

    @Test
    @Covers(route = Route.REGISTRATION)
    void narrowsWhatANewUserGets() {
        registerAndAssertNarrowed(CONTACTS_APP, oauth.registrationUrl(CONTACTS_APP, REQUEST));
    }

    @Test
    @Covers(route = Route.REGISTRATION, at = Moment.CONSENT)
    void asksANewUserOnlyForWhatCanBeGranted() {
        registerAndAssertNarrowed(CONSENT_APP, oauth.registrationUrl(CONSENT_APP, REQUEST));
    }

    @Test
    @Covers(route = Route.REGISTRATION)
    void narrowsARegistrationThatTheClientPrompts() {
        registerAndAssertNarrowed(
                CONTACTS_APP, oauth.authorizationUrl(CONTACTS_APP, REQUEST, Map.of("prompt", "create")));
    }

    private void registerAndAssertNarrowed(String clientId, String url) {
        Browser browser = oauth.browser();
        Page form = browser.open(url);
        assertThat(form.asksFor("password-confirm")).as("registration form").isTrue();
        events.skipAll();

        Page page = browser.submit(
                form,
                Map.of(
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

        end.assertNarrowed(browser, page, clientId, NEW_USER);
    }
}
