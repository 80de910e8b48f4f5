package io.github.permissionscopes.it.grant;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.PermissionsClaim.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.realm.RealmBuilder;

/** Which APIs' permissions the claim of our mapper names, where an application has scopes of several. */
@KeycloakIntegrationTest(config = ProductServer.class)
class PermissionsOfApisIT {

    private static final String OFFICE = "office-app";

    static final class OfficeRealm extends TestRealm {
        @Override
        public RealmBuilder configure(RealmBuilder realm) {
            return super.configure(realm)
                    .clients(DemoRealm.application(OFFICE, ALL_SCOPES))
                    .users(DemoRealm.user("otto")
                            .clientRoles(CONTACTS_API, "read:contacts")
                            .clientRoles(EVENTS_API, "view:events"));
        }
    }

    @InjectRealm(config = OfficeRealm.class)
    ManagedRealm realm;

    @InjectOAuthClient(OFFICE)
    OAuthClient office;

    @InjectRealmAdmin
    RealmAdmin admin;

    @Test
    void namesEveryPermissionOnTheApisOfTheScopes() {
        admin.mappers().add(OFFICE, ALL);

        Asking contacts = office.asking("openid read:contacts");
        assertNames(contacts.as("otto").byPassword(), "read:contacts");
        assertNames(
                office.asking("openid read:contacts view:events").as("otto").byPassword(),
                "read:contacts",
                "view:events");
        // Asked for or not.
        assertNames(contacts.as("carl").byPassword(), "delete:contacts", "read:contacts");
        // No scope of an API: all of the client's.
        assertNames(office.asking("openid").as("otto").byPassword(), "read:contacts", "view:events");
        assertNames(office.asking("openid").as("nora").byPassword());
        // Through a composite role of the user's.
        assertNames(
                office.asking("openid read:timesheets").as("mark").byPassword(),
                TIMESHEETS.stream().sorted().toArray(String[]::new));
    }

    @Test
    void namesRealmRolesThatScopesRequire() {
        admin.createScope("approve:travel", OFFICE, Map.of());
        admin.createScope("book:travel", OFFICE, Map.of(PermissionScopes.API, CONTACTS_API));
        admin.scopes().mapRealmRole("approve:travel", "manager");
        admin.scopes().mapRealmRole("book:travel", "manager");
        admin.mappers().add(OFFICE, GRANTED);

        assertNames(office.asking("openid approve:travel").as("mark").byPassword(), "manager");
        admin.mappers().change(OFFICE, ALL);
        assertThat(names(office.asking("openid").as("mark").byPassword()))
                .contains("manager", "read:timesheets")
                .doesNotContain("offline_access");
        assertThat(names(office.asking("openid read:timesheets").as("mark").byPassword()))
                .as("the realm role is for other scopes")
                .doesNotContain("manager");
    }

    /** The API of the one must not take the other's permission for its own. */
    @Test
    void aNameOfTwoApisStandsOnlyIfItIsTrueToBoth() {
        bothApisHaveAnExportThatOttoHasAtContacts();
        Asking contacts = office.asking("openid export:contacts-api").as("otto");
        Asking withEvents =
                office.asking("openid export:contacts-api view:events").as("otto");
        for (Map<String, String> config : List.of(GRANTED, ALL)) {
            admin.mappers().change(OFFICE, config);
            assertThat(names(contacts.byPassword())).as("a token for one API").contains("export");
            assertThat(names(withEvents.byPassword()))
                    .as("the other API has it too, and Otto does not hold that one")
                    .contains("view:events")
                    .doesNotContain("export");
        }

        admin.give("otto", EVENTS_API, "export");
        admin.mappers().change(OFFICE, GRANTED);
        assertNames(
                office.asking("openid export:contacts-api export:events-api view:events")
                        .as("otto")
                        .byPassword(),
                "export",
                "view:events");
        // Held, but only granted on one of them.
        assertNames(withEvents.byPassword(), "view:events");
    }

    /** Whose permissions a name means is then beyond doubt. */
    @Test
    void isForTheOneApiThatTheRequestNames() {
        bothApisHaveAnExportThatOttoHasAtContacts();
        admin.mappers().add(OFFICE, ALL);

        assertNames(named(CONTACTS_API, "openid"), "export", "read:contacts");
        assertNames(named(EVENTS_API, "openid"), "view:events");
        TokenAnswer answer = named("https://contacts-api.example", "openid read:contacts view:events");
        assertNames(answer, "export", "read:contacts");
        // Refreshed without naming it again.
        assertNames(office.refresh(answer), "export", "read:contacts");
        admin.mappers().change(OFFICE, GRANTED);
        assertNames(named(EVENTS_API, "openid read:contacts view:events"), "view:events");
    }

    private void bothApisHaveAnExportThatOttoHasAtContacts() {
        for (String api : List.of(CONTACTS_API, EVENTS_API)) {
            admin.createScope("export:" + api, OFFICE, api, "export");
        }
        admin.give("otto", CONTACTS_API, "export");
    }

    private TokenAnswer named(String api, String scope) {
        return office.asking(scope).with("resource", api).as("otto").byPassword();
    }
}
