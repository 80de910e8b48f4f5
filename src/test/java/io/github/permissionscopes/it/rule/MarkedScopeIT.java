package io.github.permissionscopes.it.rule;

import static io.github.permissionscopes.config.PermissionScopes.*;
import static io.github.permissionscopes.demo.DemoRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.realm.RealmBuilder;

/** A scope that has a role is marked, in every way in which it gets one. */
@KeycloakIntegrationTest(config = ProductServer.class)
class MarkedScopeIT {

    private static final String SCOPE = "archive:contacts";
    private static final int ROUNDS = 8;

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectAdminClient
    Keycloak keycloak;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration administration;

    @BeforeEach
    void setUp() {
        admin.createScope(SCOPE, CONTACTS_APP, Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"client-scopes", "client-templates"})
    void isMarkedWithItsFirstRole(String path) {
        String roles = path + "/" + admin.scope(SCOPE).getId() + "/scope-mappings/clients/"
                + admin.client(CONTACTS_API).toRepresentation().getId();

        int status = administration
                .ofKeycloak()
                .post(roles, List.of(admin.permissions().get(CONTACTS_API, "read:contacts")))
                .status();

        assertThat(status).isBetween(200, 299);
        assertMarked(admin.scope(SCOPE).getAttributes());
    }

    @Test
    void isMarkedWithItsFirstRealmRole() {
        admin.scopes().mapRealmRole(SCOPE, "offline_access");

        assertMarked(admin.scope(SCOPE).getAttributes());
    }

    @Test
    void isMarkedWhenTheSwitchIsTurnedOn() {
        admin.turnSwitch(false);
        admin.map(SCOPE, CONTACTS_API, "read:contacts");
        assertThat(admin.scope(SCOPE).getAttributes()).as("with the switch off").doesNotContainKeys(PROTECTED, MARKED);

        admin.turnSwitch(true);

        assertMarked(admin.scope(SCOPE).getAttributes());
    }

    @Test
    void isMarkedAgainWhenItsAttributesAreOverwritten() {
        admin.map(SCOPE, CONTACTS_API, "read:contacts");

        admin.scopes().setAttribute(SCOPE, PROTECTED, "");

        assertMarked(admin.scope(SCOPE).getAttributes());
    }

    @Test
    void isNotMarkedWhereAnAdministratorHasProtectedIt() {
        admin.scopes().setAttribute(SCOPE, PROTECTED, "true");
        admin.map(SCOPE, CONTACTS_API, "read:contacts");

        assertThat(admin.scope(SCOPE).getAttributes())
                .containsEntry(PROTECTED, "true")
                .doesNotContainKey(MARKED);
    }

    @Test
    void isMarkedInAnImportedRealmWhoseSwitchIsOn() {
        RealmRepresentation file = DemoRealm.configure(
                        RealmBuilder.create().name("marked").enabled(true))
                .build();
        file.getClientScopes().forEach(scope -> scope.getAttributes().remove(PROTECTED));

        keycloak.realms().create(file);
        realm.cleanup().add(afterwards -> keycloak.realm("marked").remove());

        RealmAdmin imported = new RealmAdmin(keycloak.realm("marked"));
        assertMarked(imported.scope("read:contacts").getAttributes());
    }

    /** Two transactions that each map the first role of one scope must not fail because of the mark. */
    @Test
    void twoRolesMayBeMappedAtOnce() {
        for (int round = 0; round < ROUNDS; round++) {
            List<CompletableFuture<Void>> mappings = CONTACTS.stream()
                    .map(role -> CompletableFuture.runAsync(() -> admin.map(SCOPE, CONTACTS_API, role)))
                    .toList();
            mappings.forEach(CompletableFuture::join);

            assertMarked(admin.scope(SCOPE).getAttributes());
            admin.scopes().delete(SCOPE);
            admin.createScope(SCOPE, CONTACTS_APP, Map.of());
        }
    }

    @Test
    void statusFindsAScopeThatWasOpened() {
        admin.scopes().setAttribute(SCOPE, MATCH, "all");
        assertThat(administration.findings()).containsExactly("warning opened_scope " + SCOPE);

        admin.scopes().setAttribute(SCOPE, PROTECTED, "false");
        assertThat(administration.findings()).as("said to be meant").isEmpty();
    }

    private static void assertMarked(Map<String, String> attributes) {
        assertThat(attributes).containsEntry(PROTECTED, "true").containsEntry(MARKED, "true");
    }
}
