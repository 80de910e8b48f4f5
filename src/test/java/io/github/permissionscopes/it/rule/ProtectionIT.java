package io.github.permissionscopes.it.rule;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/**
 * What makes a scope protected, and where Keycloak's own role scope mappings are not enough. Each weakness is shown
 * twice: with the switch off the scope is granted, with the switch on it is not.
 */
@KeycloakIntegrationTest(config = ProductServer.class)
class ProtectionIT {

    private static final String SCOPE = "manage:contacts";

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    private OneScope manage;

    @BeforeEach
    void setUp() {
        manage = new OneScope(contactsApp, SCOPE);
        admin.createScope(SCOPE, CONTACTS_APP, Map.of());
        admin.permissions().create(CONTACTS_API, SCOPE);
    }

    @Test
    void aCompositeRoleIsNotHeldByWhoHoldsOneOfItsParts() {
        admin.permissions().compose(CONTACTS_API, SCOPE, "read:contacts", "delete:contacts");
        admin.map(SCOPE, CONTACTS_API, SCOPE);

        assertLeaks("anna");
        manage.assertRefused("anna");
        // He holds both parts, but not the role.
        manage.assertRefused("carl");
        assertReason("not_permitted");
        admin.give("anna", CONTACTS_API, SCOPE);
        manage.assertGranted("anna");
    }

    @Test
    void aPermissionIsHeldThroughACompositeOfTheUsersOwnRoles() {
        admin.map("read:contacts", CONTACTS_API, SCOPE);
        admin.permissions().compose(CONTACTS_API, SCOPE, "read:contacts");
        admin.give("nora", CONTACTS_API, SCOPE);

        assertThat(contactsApp.asking("read:contacts").as("nora").byPassword().scope())
                .contains("read:contacts");
    }

    @Test
    void aProtectedScopeWithoutRoleGoesToNobody() {
        admin.scopes().setAttribute(SCOPE, PermissionScopes.PROTECTED, "true");

        assertLeaks("carl");
        manage.assertRefused("carl");
        assertReason("no_permission_defined");
    }

    @Test
    void aScopeStaysProtectedWhenItsLastRoleIsDeleted() {
        admin.map(SCOPE, CONTACTS_API, SCOPE);
        admin.give("anna", CONTACTS_API, SCOPE);
        manage.assertGranted("anna");

        admin.permissions().delete(CONTACTS_API, SCOPE);

        assertLeaks("nora");
        manage.assertRefused("anna");
        assertReason("no_permission_defined");
    }

    @Test
    void aScopeStaysProtectedWhenItsLastRoleIsTakenOff() {
        admin.map(SCOPE, CONTACTS_API, "read:contacts");
        admin.unmap(SCOPE, CONTACTS_API, "read:contacts");

        assertLeaks("nora");
        manage.assertRefused("anna");
        assertReason("no_permission_defined");
        admin.map(SCOPE, CONTACTS_API, "read:contacts");
        manage.assertGranted("anna");
    }

    @Test
    void aScopeWithAnotherRoleLeftIsGrantedByThatRole() {
        admin.map(SCOPE, CONTACTS_API, SCOPE);
        admin.map(SCOPE, CONTACTS_API, "read:contacts");

        admin.permissions().delete(CONTACTS_API, SCOPE);

        manage.assertGranted("anna");
        manage.assertRefused("nora");
        assertThat(admin.scope(SCOPE).getAttributes()).containsEntry(PermissionScopes.PROTECTED, "true");
    }

    @Test
    void aScopeWithoutRoleAndAttributeIsNotProtected() {
        manage.assertGranted("nora");
    }

    @Test
    void allRolesAreRequiredWhereTheScopeSaysSo() {
        admin.map(SCOPE, CONTACTS_API, "read:contacts");
        admin.map(SCOPE, CONTACTS_API, "delete:contacts");
        manage.assertGranted("anna");

        for (String match : List.of("all", "ALL", "both, please")) {
            admin.scopes().setAttribute(SCOPE, PermissionScopes.MATCH, match);
            manage.assertRefused("anna");
            manage.assertGranted("carl");
        }
    }

    @Test
    void anAutoGrantedScopeIsAddedForThoseWhoHoldIt() {
        admin.map(SCOPE, CONTACTS_API, "delete:contacts");
        admin.scopes().setAttribute(SCOPE, PermissionScopes.AUTO_GRANT, "true");

        assertThat(contactsApp.asking(null).as("carl").byPassword().scope()).contains(SCOPE);
        assertThat(contactsApp.asking("openid").as("carl").byPassword().scope()).contains(SCOPE, "openid");
        assertThat(contactsApp.asking(null).as("carl").byCode().scope()).contains(SCOPE);
        assertThat(contactsApp.asking("openid").as("anna").byPassword().scope()).doesNotContain(SCOPE);
    }

    /** Keycloak gives it. */
    private void assertLeaks(String user) {
        admin.turnSwitch(false);
        manage.assertGranted(user);
        admin.turnSwitch(true);
        events.skipAll();
    }

    private void assertReason(String reason) {
        assertRefused(next(events, EventType.LOGIN), "openid " + SCOPE, Map.of(SCOPE, reason));
    }
}
