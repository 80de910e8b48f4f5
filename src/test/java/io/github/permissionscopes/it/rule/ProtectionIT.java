package io.github.permissionscopes.it.rule;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/**
 * What makes a scope protected, and where Keycloak's own role scope mappings are not enough. Each weakness is shown twice:
 * with the switch off the scope is granted, with the switch on it is not.
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

    @BeforeEach
    void setUp() {
        admin.createScope(SCOPE, CONTACTS_APP, Map.of());
        admin.createPermission(CONTACTS_API, SCOPE);
    }

    @AfterEach
    void cleanUp() {
        admin.turnSwitch(true);
        admin.deleteScope(SCOPE);
        admin.client(CONTACTS_API).roles().list().stream()
                .filter(role -> role.getName().equals(SCOPE))
                .forEach(role -> admin.client(CONTACTS_API).roles().deleteRole(SCOPE));
    }

    @Test
    void aCompositeRoleIsNotHeldByWhoHoldsOneOfItsParts() {
        admin.compose(CONTACTS_API, SCOPE, "read:contacts", "delete:contacts");
        admin.map(SCOPE, CONTACTS_API, SCOPE);

        assertThat(scopeWithoutProduct("anna")).contains(SCOPE);
        assertThat(scope("anna")).doesNotContain(SCOPE);
        assertThat(scope("carl")).as("holds both parts, but not the role").doesNotContain(SCOPE);
        assertReason("not_permitted");
        admin.give("anna", CONTACTS_API, SCOPE);
        assertThat(scope("anna")).contains(SCOPE);
    }

    @Test
    void aPermissionIsHeldThroughACompositeOfTheUsersOwnRoles() {
        admin.map("read:contacts", CONTACTS_API, SCOPE);
        admin.compose(CONTACTS_API, SCOPE, "read:contacts");
        admin.give("nora", CONTACTS_API, SCOPE);

        assertThat(contactsApp.asking("read:contacts").as("nora").byPassword().scope())
                .contains("read:contacts");
    }

    @Test
    void aProtectedScopeWithoutRoleGoesToNobody() {
        admin.setScopeAttribute(SCOPE, PermissionScopes.PROTECTED, "true");

        assertThat(scopeWithoutProduct("carl")).contains(SCOPE);
        assertThat(scope("carl")).doesNotContain(SCOPE);
        assertReason("no_permission_defined");
    }

    @Test
    void aScopeStaysProtectedWhenItsLastRoleIsDeleted() {
        admin.map(SCOPE, CONTACTS_API, SCOPE);
        admin.give("anna", CONTACTS_API, SCOPE);
        assertThat(scope("anna")).contains(SCOPE);

        admin.client(CONTACTS_API).roles().deleteRole(SCOPE);

        assertThat(scopeWithoutProduct("nora"))
                .as("Keycloak opens it to everybody")
                .contains(SCOPE);
        assertThat(scope("anna")).doesNotContain(SCOPE);
        assertReason("no_permission_defined");
    }

    @Test
    void aScopeStaysProtectedWhenItsLastRoleIsTakenOff() {
        admin.map(SCOPE, CONTACTS_API, "read:contacts");
        admin.unmap(SCOPE, CONTACTS_API, "read:contacts");

        assertThat(scopeWithoutProduct("nora"))
                .as("Keycloak opens it to everybody")
                .contains(SCOPE);
        assertThat(scope("anna")).doesNotContain(SCOPE);
        assertReason("no_permission_defined");
        admin.map(SCOPE, CONTACTS_API, "read:contacts");
        assertThat(scope("anna")).contains(SCOPE);
    }

    @Test
    void aScopeWithAnotherRoleLeftIsGrantedByThatRole() {
        admin.map(SCOPE, CONTACTS_API, SCOPE);
        admin.map(SCOPE, CONTACTS_API, "read:contacts");

        admin.client(CONTACTS_API).roles().deleteRole(SCOPE);

        assertThat(scope("anna")).contains(SCOPE);
        assertThat(scope("nora")).doesNotContain(SCOPE);
        assertThat(admin.scope(SCOPE).getAttributes()).containsEntry(PermissionScopes.PROTECTED, "true");
    }

    @Test
    void aScopeWithoutRoleAndAttributeIsNotProtected() {
        assertThat(scope("nora")).contains(SCOPE);
    }

    @Test
    void allRolesAreRequiredWhereTheScopeSaysSo() {
        admin.map(SCOPE, CONTACTS_API, "read:contacts");
        admin.map(SCOPE, CONTACTS_API, "delete:contacts");
        assertThat(scope("anna")).contains(SCOPE);

        for (String match : List.of("all", "ALL", "both, please")) {
            admin.setScopeAttribute(SCOPE, PermissionScopes.MATCH, match);
            assertThat(scope("anna")).as(match).doesNotContain(SCOPE);
            assertThat(scope("carl")).as(match).contains(SCOPE);
        }
    }

    @Test
    void anAutoGrantedScopeIsAddedForThoseWhoHoldIt() {
        admin.map(SCOPE, CONTACTS_API, "delete:contacts");
        admin.setScopeAttribute(SCOPE, PermissionScopes.AUTO_GRANT, "true");

        assertThat(contactsApp.asking(null).as("carl").byPassword().scope()).contains(SCOPE);
        assertThat(contactsApp.asking("openid").as("carl").byPassword().scope()).contains(SCOPE, "openid");
        assertThat(contactsApp.asking(null).as("carl").byCode().scope()).contains(SCOPE);
        assertThat(contactsApp.asking("openid").as("anna").byPassword().scope()).doesNotContain(SCOPE);
    }

    private Set<String> scope(String user) {
        TokenAnswer answer = contactsApp.asking("openid " + SCOPE).as(user).byPassword();
        assertThat(answer.status()).as("answer %s", answer.body()).isEqualTo(200);
        return answer.scope();
    }

    private Set<String> scopeWithoutProduct(String user) {
        admin.turnSwitch(false);
        try {
            return scope(user);
        } finally {
            admin.turnSwitch(true);
            events.skipAll();
        }
    }

    private void assertReason(String reason) {
        assertRefused(next(events, EventType.LOGIN), "openid " + SCOPE, Map.of(SCOPE, reason));
    }
}
