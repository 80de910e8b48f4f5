package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.resource.AuthorizationResource;
import org.keycloak.representations.idm.authorization.ScopePermissionRepresentation;
import org.keycloak.representations.idm.authorization.UserPolicyRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;

/** Keycloak's fine-grained permissions (second version) count for the administration's calls as for Keycloak's own. */
@KeycloakIntegrationTest(config = PlainServer.class)
class FineGrainedPermissionsIT {

    private static final String API = "apis/contacts-api";
    private static final String QUESTION = "{user: %s, client: contacts-app, scope: 'read:contacts'}";

    @InjectRealm(config = AdministeredRealm.class, lifecycle = LifeCycle.METHOD)
    ManagedRealm realm;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministrators
    Administrators administrators;

    @BeforeEach
    void fineGrained() {
        admin.change(permissions -> permissions.setAdminPermissionsEnabled(true));
    }

    @Test
    void nothingIsPermittedWithoutARoleOrAPermission() {
        Administration caller = administrators.with();

        assertStatus(caller.get(API), 403);
        assertStatus(caller.ofKeycloak().get(client()), 403);
    }

    @Test
    void whoMayViewAllClientsReadsApis() {
        Administration caller = administrators.with();
        permit(administrators.last(), "Clients", Set.of("view"), null);

        assertStatus(caller.ofKeycloak().get(client()), 200);
        assertStatus(caller.get(API), 200);
        assertThat(caller.get("apis").body()).hasSize(3);
        assertStatus(caller.put(API, Map.of("name", "X")), 403);
        assertStatus(caller.get(API + "/permissions/read:contacts/holders"), 403);
        assertStatus(caller.explain(QUESTION.formatted("anna")), 403);
    }

    /** A definition also has client scopes, which belong to no client. */
    @Test
    void whoMayViewOneClientReadsNoDefinition() {
        Administration caller = administrators.with();
        permit(administrators.last(), "Clients", Set.of("view"), CONTACTS_API);

        assertStatus(caller.ofKeycloak().get(client()), 200);
        assertStatus(
                caller.ofKeycloak()
                        .get("client-scopes/" + admin.scope(READ_CONTACTS).getId()),
                403);
        assertStatus(caller.get(API), 403);
    }

    @Test
    void whoMayManageAllClientsDefinesApis() {
        Administration caller = administrators.with();
        Map<String, Object> scopes = Map.of("scopes", List.of(Map.of("name", READ_CONTACTS)));
        permit(administrators.last(), "Clients", Set.of("view", "manage"), null);

        assertStatus(caller.put(API, Map.of("name", "X")), 200);
        // Without the permission to map roles.
        assertStatus(caller.put(API, scopes), 403);
        // A bundle needs the role.
        assertStatus(caller.post("apply", Map.of()), 403);

        permit(administrators.last(), "Clients", Set.of("map-roles-client-scope"), null);

        assertStatus(caller.put(API, scopes), 200);
        assertThat(caller.delete(API).body().path("left")).as("made by hand").isNotEmpty();
    }

    @Test
    void whoMayViewAUserIsToldWhyTheyGetAScope() {
        Administration caller = administrators.with("view-clients");
        permit(administrators.last(), "Users", Set.of("view"), "anna");

        assertStatus(caller.explain(QUESTION.formatted("anna")), 200);
        for (String other : List.of("carl", "nobody")) {
            assertStatus(caller.explain(QUESTION.formatted(other)), 403);
        }
    }

    /** Keycloak shows groups only by a permission of their own then. */
    @Test
    void whoMayViewAllUsersIsNotToldOfGroupsAndRoles() {
        admin.groups().make("team").join("nora");
        admin.groups().make("readers").give(CONTACTS_API, READ_CONTACTS);
        Administration caller = administrators.with("view-clients");
        permit(administrators.last(), "Users", Set.of("view"), null);

        Answer without = caller.explain(QUESTION.formatted("nora"));
        Answer with = administrators.with("view-clients", "view-users").explain(QUESTION.formatted("nora"));

        assertThat(caller.ofKeycloak().get("groups").text()).doesNotContain("readers");
        assertStatus(without, 200);
        assertThat(without.text()).contains("Give role read:contacts").doesNotContain("/readers", "/team");
        assertThat(with.text()).contains("/readers", "/team");
    }

    /** Since the second version {@code manage-clients} alone does not map realm roles, at Keycloak as here. */
    @Test
    void aRealmRoleIsMappedByWhoMayManageTheRealm() {
        String definition = "scopes: [{name: new:contacts, roles: [{role: employee}]}]";
        Administration manager = administrators.with("manage-clients");
        Administration both = administrators.with("manage-clients", "manage-realm");

        assertStatus(manager.define(CONTACTS_API, definition), 403);
        ok(both.define(CONTACTS_API, definition));
        // It is mapped already, and keeps it under its new name.
        ok(manager.define(CONTACTS_API, definition));
        ok(manager.define(CONTACTS_API, renamed("newer:contacts", "new:contacts")));

        both.define("other-api", "scopes: [{name: other:contacts, roles: [{role: employee}]}]");
        both.define(CONTACTS_API, "scopes: [{name: newer:contacts}, {name: own:contacts}]");
        // There is one of the new name, so nothing is renamed.
        assertStatus(manager.define(CONTACTS_API, renamed("own:contacts", "other:contacts")), 403);

        admin.scopes().createSaml("saml-contacts", Map.of());
        admin.scopes().mapRealmRole("saml-contacts", "employee");
        // No definition renames one of another protocol.
        assertStatus(manager.define(CONTACTS_API, renamed("seized:contacts", "saml-contacts")), 403);
    }

    private static String renamed(String name, String from) {
        return "scopes: [{name: %s, renamedFrom: %s, roles: [{role: employee}]}]".formatted(name, from);
    }

    private String client() {
        return "clients/" + admin.clients().id(CONTACTS_API);
    }

    /** @param name of the client or user; null for all of that kind */
    private void permit(String user, String type, Set<String> scopes, String name) {
        AuthorizationResource permissions = admin.client("admin-permissions").authorization();
        UserPolicyRepresentation policy = new UserPolicyRepresentation();
        policy.setName(user + " " + scopes);
        policy.addUser(admin.user(user).toRepresentation().getId());
        permissions.policies().user().create(policy).close();
        ScopePermissionRepresentation permission = new ScopePermissionRepresentation();
        permission.setName(user + " may " + scopes);
        permission.setResourceType(type);
        permission.setScopes(scopes);
        permission.addPolicy(policy.getName());
        if (name != null) {
            permission.addResource(
                    type.equals("Users")
                            ? admin.user(name).toRepresentation().getId()
                            : admin.client(name).toRepresentation().getId());
        }
        permissions.permissions().scope().create(permission).close();
    }
}
