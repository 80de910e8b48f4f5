package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;

/** Definitions of scopes that everybody has: they are closed where a definition says so, and else stay open. */
@KeycloakIntegrationTest(config = ProductServer.class)
class OpenScopesIT {

    private static final String EXPORT = "export:contacts";
    private static final String CRM = "crm-api";
    private static final String READ = "read:customers";

    @InjectRealm(config = TestRealm.class, lifecycle = LifeCycle.METHOD)
    ManagedRealm realm;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration rest;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @Test
    void aScopeThatEverybodyHasIsClosedByWhoListsIt() {
        admin.createScope(EXPORT, CONTACTS_APP, Map.of(PermissionScopes.API, CONTACTS_API));
        assertNothingToChange(rest);
        assertThat(granted("anna", EXPORT)).contains(EXPORT);

        ok(rest.define(
                CONTACTS_API, "scopes: [{name: read:contacts}, {name: delete:contacts}, {name: export:contacts}]"));

        assertThat(granted("anna", EXPORT)).doesNotContain(EXPORT);
        admin.give("anna", CONTACTS_API, EXPORT);
        assertThat(granted("anna", EXPORT)).contains(EXPORT);
    }

    /** As the README's "Undo" has it. */
    @Test
    void aScopeThatIsOpenedOnPurposeStaysOpen() {
        define("{name: read:customers}");
        admin.unmap(READ, CRM, READ);
        admin.scopes().setAttribute(READ, PermissionScopes.PROTECTED, "false");

        assertNothingToChange(rest);
        define("{name: read:customers}");
        assertThat(granted("carl", READ)).contains(READ);

        define("{name: read:customers, roles: [read:customers]}");
        assertThat(granted("carl", READ)).doesNotContain(READ);
        assertThat(admin.scope(READ).getAttributes()).containsEntry(PermissionScopes.PROTECTED, "true");
    }

    /** Nobody has said that logins are to be stopped. */
    @Test
    void aDefaultScopeIsLeftToKeycloakUnlessThePlanSaysSo() {
        admin.createScope(EXPORT, CONTACTS_APP, Map.of());
        admin.scopes().makeDefault(EXPORT, CONTACTS_APP);
        for (String role : List.of(EXPORT, "editor")) {
            admin.permissions().create(CONTACTS_API, role);
            admin.map(EXPORT, CONTACTS_API, role);
        }
        String bundle =
                "apis: [{clientId: %s, scopes: [{name: 'delete:contacts'}, {name: '%s', roles: ['%s']%s}, {name:"
                        + " 'read:contacts'}]}]";

        Answer applied = rest.apply(bundle.formatted(CONTACTS_API, EXPORT, EXPORT, ""));

        assertThat(changes(applied).findValuesAsText("field")).containsExactly("roles");
        assertThat(granted("carl", "read:contacts")).doesNotContain(EXPORT);
        assertThat(login("carl").error()).isNull();
        assertThat(admin.scope(EXPORT).getAttributes()).doesNotContainKey(PermissionScopes.API);

        // Keycloak gives it for one of the two roles.
        admin.give("anna", CONTACTS_API, EXPORT);
        assertThat(login("anna").error()).isNull();
        String strict = bundle.formatted(CONTACTS_API, EXPORT, EXPORT + "', 'editor", ", match: all");
        Answer planned = rest.plan(strict);
        assertThat(changes(planned).findValuesAsText("field"))
                .containsExactly("permissionScopes.match", "roles", "logins");
        assertThat(planned.text()).contains("stopped for users to whom Keycloak gives");
        assertAppliedOnce(strict);
        assertThat(login("anna").error()).isEqualTo("invalid_scope");
    }

    /** Who leaves the scopes out says nothing of them. */
    @Test
    void aScopeThatEverybodyHasStaysOpenWhereScopesAreLeftOut() {
        admin.createScope(EXPORT, CONTACTS_APP, Map.of(PermissionScopes.API, CONTACTS_API));

        for (String said : List.of("refusal: reject", "name: The contacts")) {
            ok(rest.define(CONTACTS_API, said));
            assertThat(granted("anna", EXPORT)).contains(EXPORT);
        }
        assertThat(admin.scopes().requiredRoles(EXPORT)).isEmpty();
    }

    /** The same again changes nothing. */
    private void assertAppliedOnce(String bundle) {
        assertThat(changes(rest.apply(bundle))).isNotEmpty();
        assertThat(lines(rest.plan(bundle))).isEmpty();
        assertThat(lines(rest.apply(bundle))).isEmpty();
    }

    private void define(String scope) {
        assertStatus(rest.define(CRM, "{clients: [contacts-app], scopes: [" + scope + "]}"), 200, 201);
    }

    private Set<String> granted(String user, String scope) {
        return contactsApp.asking("openid " + scope).as(user).byPassword().scope();
    }

    private TokenAnswer login(String user) {
        return contactsApp.asking("openid").as(user).byPassword();
    }
}
