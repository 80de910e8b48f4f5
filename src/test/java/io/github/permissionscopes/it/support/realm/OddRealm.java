package io.github.permissionscopes.it.support.realm;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.support.admin.RealmAdmin;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/** A realm made by hand, with everything in it that Keycloak takes and that no definition could say. */
public final class OddRealm {

    public static final String NAME = "odd";

    private static final String APP = "app";
    private static final String API = "odd-api";

    private OddRealm() {}

    public static RealmRepresentation representation() {
        RealmRepresentation realm = new RealmRepresentation();
        realm.setRealm(NAME);
        realm.setEnabled(true);
        return realm;
    }

    /** Makes what a realm file would need much text for. */
    public static void complete(RealmResource realm) {
        RealmAdmin admin = new RealmAdmin(realm);
        clients(realm);
        for (String api : List.of(API, "disabled-api", "saml-api", "twin-api")) {
            admin.permissions().create(api, "use");
        }
        admin.permissions().create(API, "a/b");
        admin.permissions().create(API, " spaced ");
        scope(realm, "read:odd", Map.of("consent.screen.text", "Two\nlines", "gui.order", "not a number"));
        scope(realm, "text:odd", Map.of("consent.screen.text", "x".repeat(600), PermissionScopes.MATCH, "each"));
        scope(realm, "level:odd", Map.of(PermissionScopes.MINIMUM_ACR, "gold", PermissionScopes.AUTO_GRANT, "TRUE"));
        scope(realm, "shared:odd", Map.of(PermissionScopes.API, "nobody"));
        scope(realm, "named:odd", Map.of(PermissionScopes.API, API));
        scope(realm, "default:odd", Map.of());
        scope(realm, "saml:odd", Map.of());
        scope(realm, "realm:odd", Map.of(PermissionScopes.API, API));
        admin.map("read:odd", API, "a/b");
        admin.map("text:odd", API, " spaced ");
        admin.map("level:odd", "disabled-api", "use");
        for (String api : List.of(API, "disabled-api", "twin-api", "account")) {
            admin.map("shared:odd", api, api.equals("account") ? "view-profile" : "use");
        }
        admin.map("default:odd", API, "use");
        admin.map("saml:odd", "saml-api", "use");
        admin.map("profile", API, "use");
        admin.scopes().setAttribute("email", PermissionScopes.API, API);
        admin.scopes().mapRealmRole("realm:odd", "offline_access");
        realm.addDefaultOptionalClientScope(admin.scope("read:odd").getId());
        realm.addDefaultDefaultClientScope(admin.scope("level:odd").getId());
        admin.client(APP).addDefaultClientScope(admin.scope("default:odd").getId());
        admin.client(APP).addOptionalClientScope(admin.scope("shared:odd").getId());
        admin.client("bearer").addOptionalClientScope(admin.scope("shared:odd").getId());
        roles(realm, admin);
        groups(realm);
    }

    private static void clients(RealmResource realm) {
        client(realm, APP, Map.of());
        client(realm, API, Map.of("resource_url", "no uri at all", PermissionScopes.REFUSAL, "loosen"));
        client(realm, "twin-api", Map.of("resource_url", "https://twin.example"));
        client(realm, "other-twin", Map.of("resource_url", "https://twin.example"));
        ClientRepresentation disabled = client("disabled-api", Map.of("resource_url", "https://twin.example"));
        disabled.setEnabled(false);
        disabled.setName("");
        realm.clients().create(disabled).close();
        ClientRepresentation saml = client("saml-api", Map.of());
        saml.setProtocol("saml");
        realm.clients().create(saml).close();
        ClientRepresentation bearer = client("bearer", Map.of());
        bearer.setBearerOnly(true);
        realm.clients().create(bearer).close();
    }

    private static void roles(RealmResource realm, RealmAdmin admin) {
        for (String name : List.of("use", "sla/sh", "administrator", "loop", "nested", "untouched")) {
            RoleRepresentation role = new RoleRepresentation();
            role.setName(name);
            role.setDescription(name.equals("use") ? "Two\nlines" : null);
            realm.roles().create(role);
        }
        RoleRepresentation permission = admin.permissions().get(API, "use");
        for (String name : List.of("use", "sla/sh", "administrator", "loop")) {
            realm.roles().get(name).addComposites(List.of(permission));
        }
        realm.roles()
                .get("administrator")
                .addComposites(List.of(admin.permissions().get("realm-management", "manage-users")));
        realm.roles()
                .get("loop")
                .addComposites(List.of(realm.roles().get("nested").toRepresentation()));
        realm.roles()
                .get("nested")
                .addComposites(List.of(realm.roles().get("loop").toRepresentation()));
        realm.roles()
                .get("default-roles-" + NAME)
                .addComposites(List.of(permission, realm.roles().get("use").toRepresentation()));
    }

    private static void groups(RealmResource realm) {
        String parent = group(realm, null, "sla/sh");
        group(realm, parent, "child");
        String plain = group(realm, null, "plain");
        String deep = group(realm, plain, "deep");
        for (String id : List.of(parent, deep)) {
            realm.groups()
                    .group(id)
                    .roles()
                    .realmLevel()
                    .add(List.of(
                            realm.roles().get("use").toRepresentation(),
                            realm.roles().get("administrator").toRepresentation(),
                            realm.roles().get("offline_access").toRepresentation()));
        }
    }

    private static String group(RealmResource realm, String parent, String name) {
        GroupRepresentation group = new GroupRepresentation();
        group.setName(name);
        try (var created = parent == null
                ? realm.groups().add(group)
                : realm.groups().group(parent).subGroup(group)) {
            return CreatedResponseUtil.getCreatedId(created);
        }
    }

    private static void scope(RealmResource realm, String name, Map<String, String> attributes) {
        ClientScopeRepresentation scope = new ClientScopeRepresentation();
        scope.setName(name);
        scope.setProtocol("openid-connect");
        scope.setAttributes(new LinkedHashMap<>(attributes));
        realm.clientScopes().create(scope).close();
    }

    private static void client(RealmResource realm, String clientId, Map<String, String> attributes) {
        realm.clients().create(client(clientId, attributes)).close();
    }

    private static ClientRepresentation client(String clientId, Map<String, String> attributes) {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(clientId);
        client.setProtocol("openid-connect");
        client.setPublicClient(true);
        client.setAttributes(new HashMap<>(attributes));
        return client;
    }
}
