package io.github.permissionscopes.it.support.page;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.support.admin.RealmAdmin;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.representations.idm.ComponentRepresentation;
import org.keycloak.services.ui.extend.UiPageProvider;
import org.keycloak.testframework.realm.ManagedRealm;

/** The entries of the console's page "API scopes", as the console reads and writes them. */
public final class PageEntries {

    public static final String TYPE = UiPageProvider.class.getName();

    private static final String CONSOLE = "security-admin-console";

    private final RealmResource realm;

    /** @param realm as seen by the administrator whose entries these are */
    public PageEntries(RealmResource realm) {
        this.realm = realm;
    }

    /** As the console of this administrator does. It ends with the test. */
    public static PageEntries ofConsole(ManagedRealm realm, RealmAdmin admin, String username, String... roles) {
        for (String role : roles) {
            admin.give(username, "realm-management", role);
        }
        admin.changeClient(CONSOLE, client -> client.setDirectAccessGrantsEnabled(true));
        Keycloak console = KeycloakBuilder.builder()
                .serverUrl(realm.getBaseUrl().replaceFirst("/realms/.*", ""))
                .realm(realm.getName())
                .clientId(CONSOLE)
                .username(username)
                .password(DemoRealm.PASSWORD)
                .build();
        realm.cleanup().add(current -> console.close());
        return new PageEntries(console.realm(realm.getName()));
    }

    public List<ComponentRepresentation> all() {
        return realm.components().query(realm.toRepresentation().getId(), TYPE);
    }

    public List<String> clientIds() {
        return all().stream().map(entry -> value(entry, "clientId")).toList();
    }

    public ComponentRepresentation get(String clientId) {
        return all().stream()
                .filter(entry -> clientId.equals(value(entry, "clientId")))
                .findFirst()
                .orElseThrow();
    }

    /** An empty form, filled. */
    public ComponentRepresentation create(String clientId, String scope, String description) {
        ComponentRepresentation entry = new ComponentRepresentation();
        entry.setProviderId(PermissionScopes.PAGE_ID);
        entry.setProviderType(TYPE);
        entry.setParentId(realm.toRepresentation().getId());
        entry.setConfig(new MultivaluedHashMap<>());
        entry.getConfig().putSingle("clientId", clientId);
        setScope(entry, scope, description);
        return entry;
    }

    /** The form of an existing entry, which has the id of the page's address. */
    public ComponentRepresentation load(String clientId) {
        ComponentRepresentation entry = get(clientId);
        entry.getConfig().putSingle("id", entry.getId());
        return entry;
    }

    public static void setScope(ComponentRepresentation entry, String scope, String description) {
        entry.getConfig().putSingle("scopes", "[{\"key\":\"" + scope + "\",\"value\":\"" + description + "\"}]");
    }

    public static String value(ComponentRepresentation entry, String key) {
        return entry.getConfig().getFirst(key);
    }

    /** @return the new entry's id, or what the console would show */
    public String add(ComponentRepresentation entry) {
        try (Response response = realm.components().add(entry)) {
            return response.getStatus() == 201
                    ? CreatedResponseUtil.getCreatedId(response)
                    : response.readEntity(String.class);
        }
    }

    public void save(ComponentRepresentation entry) {
        realm.components().component(entry.getId()).update(entry);
    }

    public void delete(ComponentRepresentation entry) {
        realm.components().component(entry.getId()).remove();
    }
}
