package io.github.permissionscopes.it.rule;

import static io.github.permissionscopes.config.PermissionScopes.*;
import static io.github.permissionscopes.demo.DemoRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** A scope that requires several roles, one of which is deleted: the loss is stored until somebody decides. */
@KeycloakIntegrationTest(config = ProductServer.class)
class LostRoleOfSeveralIT {

    private static final String SCOPE = "archive:contacts";
    private static final String LOST = CONTACTS_API + "/" + SCOPE;
    private static final Map<String, Object> TWO_ROLES =
            Map.of("name", "shred:files", "match", "all", "roles", List.of("shred:files", "second"));

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration administration;

    private OneScope scope;

    /** Its first role is the one of its name. */
    @BeforeEach
    void setUp() {
        scope = new OneScope(contactsApp, SCOPE);
        admin.createScope(SCOPE, CONTACTS_APP, CONTACTS_API, SCOPE);
    }

    @Test
    void whatRequiresAllItsRolesIsClosedByTheLossOfOne() {
        admin.requireAll(SCOPE, CONTACTS_API, "read:contacts");
        admin.give("carl", CONTACTS_API, SCOPE);
        scope.assertGranted("carl");
        scope.assertRefused("anna");

        admin.permissions().delete(CONTACTS_API, SCOPE);

        assertThat(attributes()).containsEntry(LOST_ROLES, LOST);
        scope.assertRefused("anna", "carl");
        assertThat(administration.findings()).contains("warning no_permission " + SCOPE);

        admin.map(SCOPE, CONTACTS_API, "delete:contacts");
        assertThat(attributes()).doesNotContainKey(LOST_ROLES);
        scope.assertGranted("carl");
        scope.assertRefused("anna");
    }

    @Test
    void aRoleThatIsMappedWhileTheSwitchIsOffEndsTheLossToo() {
        admin.requireAll(SCOPE, CONTACTS_API);
        admin.permissions().delete(CONTACTS_API, SCOPE);
        admin.turnSwitch(false);
        admin.map(SCOPE, CONTACTS_API, "read:contacts");
        admin.turnSwitch(true);

        assertThat(attributes()).doesNotContainKey(LOST_ROLES);
        scope.assertGranted("anna");
    }

    /** As a form does that was opened before the loss was made good. */
    @Test
    void aLossThatIsOverIsNotBroughtBackByWhoSendsTheAttributesThatTheyHaveRead() {
        admin.requireAll(SCOPE, CONTACTS_API);
        admin.permissions().delete(CONTACTS_API, SCOPE);
        ClientScopeRepresentation read = admin.scope(SCOPE);
        assertThat(read.getAttributes()).containsKey(LOST_ROLES);
        admin.map(SCOPE, CONTACTS_API, "read:contacts");

        realm.admin().clientScopes().get(read.getId()).update(read);

        assertThat(attributes()).doesNotContainKey(LOST_ROLES);
        scope.assertGranted("anna");
    }

    @Test
    void aLossStaysWhereTheAttributesAreSentAsTheyAreAndEndsWhereItIsEmptied() {
        admin.requireAll(SCOPE, CONTACTS_API, "read:contacts");
        admin.permissions().delete(CONTACTS_API, SCOPE);

        admin.scopes().setAttribute(SCOPE, "display.on.consent.screen", "true");
        assertThat(attributes()).containsEntry(LOST_ROLES, LOST);
        scope.assertRefused("anna");

        admin.scopes().setAttribute(SCOPE, LOST_ROLES, "");
        scope.assertGranted("anna");

        admin.permissions().create(CONTACTS_API, SCOPE);
        admin.map(SCOPE, CONTACTS_API, SCOPE);
        admin.scopes().setAttribute(SCOPE, LOST_ROLES, "");
        admin.permissions().delete(CONTACTS_API, SCOPE);
        assertThat(attributes()).containsEntry(LOST_ROLES, LOST);
    }

    @Test
    void whatRequiresAnyOfItsRolesIsLeftToTheOthers() {
        admin.map(SCOPE, CONTACTS_API, "read:contacts");

        admin.permissions().delete(CONTACTS_API, SCOPE);

        scope.assertGranted("anna");
        scope.assertRefused("nora");
        assertThat(attributes()).doesNotContainKey(LOST_ROLES);
    }

    @Test
    void aDefinitionThatSaysWhatIsRequiredEndsTheLoss() {
        define("archive-api", TWO_ROLES);
        admin.permissions().delete("archive-api", "second");
        assertThat(admin.scope("shred:files").getAttributes()).containsEntry(LOST_ROLES, "archive-api/second");

        define("archive-api", TWO_ROLES);

        assertThat(admin.scope("shred:files").getAttributes()).doesNotContainKey(LOST_ROLES);
    }

    @Test
    void anApiThatLeavesASharedScopeIsNoLoss() {
        define("archive-api", Map.of("name", "shred:files", "match", "all", "roles", List.of("shred:files")));
        define("other-archive-api", Map.of("name", "shred:files"));

        assertThat(administration.delete("apis/other-archive-api").status()).isBetween(200, 299);

        assertThat(admin.scope("shred:files").getAttributes()).doesNotContainKey(LOST_ROLES);
    }

    @Test
    void anotherApisDefinitionEndsNoLoss() {
        define("archive-api", TWO_ROLES);
        admin.permissions().delete("archive-api", "second");

        define("other-archive-api", Map.of("name", "shred:files"));

        assertThat(admin.scope("shred:files").getAttributes()).containsEntry(LOST_ROLES, "archive-api/second");
    }

    private void define(String api, Map<String, Object> oneScope) {
        realm.cleanup().add(afterwards -> administration.delete("apis/" + api));
        assertThat(administration
                        .put("apis/" + api, Map.of("scopes", List.of(oneScope)))
                        .status())
                .isIn(200, 201);
    }

    private Map<String, String> attributes() {
        return admin.scope(SCOPE).getAttributes();
    }
}
