package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.InjectRealmAdmin;
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
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.authorization.ScopePermissionRepresentation;
import org.keycloak.representations.idm.authorization.UserPolicyRepresentation;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;

/** Keycloak's fine-grained permissions (second version) count for the administration's calls as for Keycloak's own. */
@KeycloakIntegrationTest(config = PlainServer.class)
class FineGrainedPermissionsIT {

    private static final String API = "apis/contacts-api";
    private static final Map<String, Object> QUESTION =
            Map.of("user", "anna", "client", CONTACTS_APP, "scope", READ_CONTACTS);

    @InjectRealm(config = AdministeredRealm.class, lifecycle = LifeCycle.METHOD)
    ManagedRealm realm;

    @InjectRealmAdmin
    RealmAdmin admin;

    @BeforeEach
    void setUp() {
        RealmRepresentation permissions = realm.admin().toRepresentation();
        permissions.setAdminPermissionsEnabled(true);
        realm.admin().update(permissions);
    }

    @Test
    void nothingIsPermittedWithoutARoleOrAPermission() {
        Administration caller = new Administrators(realm).with();

        assertThat(caller.get(API).status()).isEqualTo(403);
        assertThat(caller.ofKeycloak().get(client()).status()).isEqualTo(403);
    }

    @Test
    void whoMayViewAllClientsReadsApis() {
        Administrators administrators = new Administrators(realm);
        Administration caller = administrators.with();
        permit(administrators.last(), "Clients", Set.of("view"), null);

        assertThat(caller.ofKeycloak().get(client()).status()).isEqualTo(200);
        assertThat(caller.get(API).status()).isEqualTo(200);
        assertThat(caller.get("apis").body()).hasSize(3);
        assertThat(caller.put(API, Map.of("name", "X")).status()).isEqualTo(403);
        assertThat(caller.get(API + "/permissions/read:contacts/holders").status())
                .isEqualTo(403);
        assertThat(caller.post("explain", QUESTION).status()).isEqualTo(403);
    }

    /** A definition also has client scopes, which belong to no client. */
    @Test
    void whoMayViewOneClientReadsNoDefinition() {
        Administrators administrators = new Administrators(realm);
        Administration caller = administrators.with();
        permit(administrators.last(), "Clients", Set.of("view"), CONTACTS_API);

        assertThat(caller.ofKeycloak().get(client()).status()).isEqualTo(200);
        assertThat(caller.ofKeycloak()
                        .get("client-scopes/" + admin.scope(READ_CONTACTS).getId())
                        .status())
                .isEqualTo(403);
        assertThat(caller.get(API).status()).isEqualTo(403);
    }

    @Test
    void whoMayManageAllClientsDefinesApis() {
        Administrators administrators = new Administrators(realm);
        Administration caller = administrators.with();
        Map<String, Object> scopes = Map.of("scopes", List.of(Map.of("name", READ_CONTACTS)));
        permit(administrators.last(), "Clients", Set.of("view", "manage"), null);

        assertThat(caller.put(API, Map.of("name", "X")).status()).isEqualTo(200);
        assertThat(caller.put(API, scopes).status())
                .as("without the permission to map roles")
                .isEqualTo(403);
        assertThat(caller.post("apply", Map.of()).status())
                .as("a bundle needs the role")
                .isEqualTo(403);

        permit(administrators.last(), "Clients", Set.of("map-roles-client-scope"), null);

        assertThat(caller.put(API, scopes).status()).isEqualTo(200);
        assertThat(caller.delete(API).body().path("left")).as("made by hand").isNotEmpty();
    }

    @Test
    void whoMayViewAUserIsToldWhyTheyGetAScope() {
        Administrators administrators = new Administrators(realm);
        Administration caller = administrators.with("view-clients");
        permit(administrators.last(), "Users", Set.of("view"), "anna");

        assertThat(caller.post("explain", QUESTION).status()).isEqualTo(200);
        for (String other : List.of("carl", "nobody")) {
            assertThat(caller.post("explain", Map.of("user", other, "client", CONTACTS_APP, "scope", READ_CONTACTS))
                            .status())
                    .as(other)
                    .isEqualTo(403);
        }
    }

    /** Keycloak shows groups only by a permission of their own then. */
    @Test
    void whoMayViewAllUsersIsNotToldOfGroupsAndRoles() {
        String team = admin.groups().create(null, "team");
        admin.groups().join("nora", team);
        String readers = admin.groups().create(null, "readers");
        admin.groups().give(readers, CONTACTS_API, READ_CONTACTS);
        Map<String, Object> question = Map.of("user", "nora", "client", CONTACTS_APP, "scope", READ_CONTACTS);
        Administrators administrators = new Administrators(realm);
        Administration caller = administrators.with("view-clients");
        permit(administrators.last(), "Users", Set.of("view"), null);

        Answer without = caller.post("explain", question);
        Answer with =
                new Administrators(realm).with("view-clients", "view-users").post("explain", question);

        assertThat(caller.ofKeycloak().get("groups").text()).doesNotContain("readers");
        assertThat(without.status()).isEqualTo(200);
        assertThat(without.text()).contains("Give role read:contacts").doesNotContain("/readers", "/team");
        assertThat(with.text()).contains("/readers", "/team");
    }

    /** Since the second version {@code manage-clients} alone does not map realm roles, at Keycloak as here. */
    @Test
    void aRealmRoleIsMappedByWhoMayManageTheRealm() {
        Map<String, Object> definition =
                Map.of("scopes", List.of(Map.of("name", "new:contacts", "roles", List.of(Map.of("role", "employee")))));

        assertThat(new Administrators(realm)
                        .with("manage-clients")
                        .put(API, definition)
                        .status())
                .isEqualTo(403);
        Administration both = new Administrators(realm).with("manage-clients", "manage-realm");
        assertThat(both.put(API, definition).status()).isEqualTo(200);
        assertThat(new Administrators(realm)
                        .with("manage-clients")
                        .put(API, definition)
                        .status())
                .as("it is mapped already")
                .isEqualTo(200);
        List<Map<String, String>> roles = List.of(Map.of("role", "employee"));
        Administration manager = new Administrators(realm).with("manage-clients");
        assertThat(manager.put(API, renamed("newer:contacts", "new:contacts", roles))
                        .status())
                .as("and keeps it under its new name")
                .isEqualTo(200);
        both.put("apis/other-api", Map.of("scopes", List.of(Map.of("name", "other:contacts", "roles", roles))));
        both.put(API, Map.of("scopes", List.of(Map.of("name", "newer:contacts"), Map.of("name", "own:contacts"))));
        assertThat(manager.put(API, renamed("own:contacts", "other:contacts", roles))
                        .status())
                .as("there is one of the new name, so nothing is renamed")
                .isEqualTo(403);
        ClientScopeRepresentation saml = new ClientScopeRepresentation();
        saml.setName("saml-contacts");
        saml.setProtocol("saml");
        realm.admin().clientScopes().create(saml).close();
        admin.mapRealmRole("saml-contacts", "employee");
        assertThat(manager.put(API, renamed("seized:contacts", "saml-contacts", roles))
                        .status())
                .as("no definition renames one of another protocol")
                .isEqualTo(403);
        admin.deleteScope("saml-contacts");
    }

    private static Map<String, Object> renamed(String name, String from, List<Map<String, String>> roles) {
        return Map.of("scopes", List.of(Map.of("name", name, "renamedFrom", from, "roles", roles)));
    }

    private String client() {
        return "clients/" + admin.client(CONTACTS_API).toRepresentation().getId();
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
