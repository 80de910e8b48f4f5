package io.github.permissionscopes.it.support.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.support.admin.FlowAdmin;
import io.github.permissionscopes.it.support.admin.RealmAdmin;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.RoleResource;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/**
 * The admin console's own forms of what the product reads. Each is opened, has something else changed in it, and is
 * saved. Then the product's settings are there as before.
 */
public final class ConsoleForms {

    private static final String TEXT = "Written in the console";

    private static final Map<String, String> OF_A_SCOPE = Map.of(
            PermissionScopes.PROTECTED, "true",
            PermissionScopes.MARKED, "true",
            PermissionScopes.MATCH, "all",
            PermissionScopes.API, "contacts-api",
            PermissionScopes.AUTO_GRANT, "true",
            PermissionScopes.MINIMUM_ACR, "2",
            PermissionScopes.DEFINED, "true");

    private static final Map<String, String> OF_A_CLIENT = Map.of(
            PermissionScopes.REFUSAL, "reject",
            PermissionScopes.DEFINED, "true",
            PermissionScopes.RESOURCE_URL, "https://contacts.example");

    private static final Map<String, String> OF_A_MAPPER = Map.of(
            "claim.name",
            "rights",
            "permissions.include",
            "all",
            "token.dialect",
            "rfc9068",
            "access.token.claim",
            "true");

    private static final Map<String, String> OF_A_CONDITION =
            Map.of("when", "requested", "scopes", "read:contacts##delete:contacts", "negate", "true");

    private final Page page;
    private final RealmResource realm;
    private final RealmAdmin admin;
    private final String console;

    /** @param page of a browser that nobody is logged in with */
    public ConsoleForms(Page page, RealmResource realm, String realmUrl) {
        this.page = page;
        this.realm = realm;
        this.admin = new RealmAdmin(realm);
        String name = realmUrl.substring(realmUrl.lastIndexOf('/') + 1);
        this.console = realmUrl.replace("/realms/", "/admin/") + "/console/#/" + name;
    }

    public ConsoleForms logIn(String username, String password) {
        admin.give(username, "realm-management", "realm-admin");
        page.navigate(console);
        page.fill("input[name=username]", username);
        page.fill("input[name=password]", password);
        page.click("[type=submit]");
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Authentication")))
                .isVisible();
        return this;
    }

    public ConsoleForms assertScopeKept(String name) {
        var scope = admin.scope(name);
        scope.getAttributes().putAll(OF_A_SCOPE);
        realm.clientScopes().get(scope.getId()).update(scope);

        open("/client-scopes/" + scope.getId() + "/settings", "name", name);
        describe();
        save();

        Assertions.assertThat(admin.scope(name).getDescription()).isEqualTo(TEXT);
        Assertions.assertThat(admin.scope(name).getAttributes()).containsAllEntriesOf(OF_A_SCOPE);
        return this;
    }

    /** @param clientId of one that is not bearer-only: their forms have no Save in 26.7 */
    public ConsoleForms assertClientKept(String clientId) {
        OF_A_CLIENT.forEach((key, value) -> admin.clients().setAttribute(clientId, key, value));

        open("/clients/" + id(clientId) + "/settings", "clientId", clientId);
        describe();
        save();

        var client = admin.client(clientId).toRepresentation();
        Assertions.assertThat(client.getDescription()).isEqualTo(TEXT);
        Assertions.assertThat(client.getAttributes()).containsAllEntriesOf(OF_A_CLIENT);
        OF_A_CLIENT.keySet().forEach(key -> admin.clients().setAttribute(clientId, key, ""));
        return this;
    }

    public ConsoleForms assertRoleKept(String clientId, String name) {
        RoleResource resource = admin.client(clientId).roles().get(name);
        RoleRepresentation role = resource.toRepresentation();
        Map<String, List<String>> attributes = Map.of(PermissionScopes.DEFINED, List.of("true"));
        role.setAttributes(attributes);
        resource.update(role);

        open("/clients/" + id(clientId) + "/roles/" + role.getId() + "/details", "name", name);
        describe();
        save();

        Assertions.assertThat(resource.toRepresentation().getDescription()).isEqualTo(TEXT);
        Assertions.assertThat(resource.toRepresentation().getAttributes()).isEqualTo(attributes);
        return this;
    }

    public ConsoleForms assertMapperKept(String clientId) {
        admin.mappers().add(clientId, OF_A_MAPPER);
        page.navigate(console + "/clients/" + id(clientId) + "/clientScopes/dedicated");
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions()
                                .setName(PermissionScopes.DISPLAY_NAME)
                                .setExact(true))
                .click();
        assertThat(page.getByTestId("name")).hasValue(PermissionScopes.DISPLAY_NAME);
        save();

        Assertions.assertThat(mapper(clientId).getConfig()).containsAllEntriesOf(OF_A_MAPPER);
        admin.mappers().remove(clientId);
        return this;
    }

    /** In a flow that no client uses. */
    public ConsoleForms assertConditionKept() {
        FlowAdmin flows = new FlowAdmin(realm);
        String flow = flows.create("step-up-by-scope");
        flows.subFlow("step-up-by-scope", "more", "CONDITIONAL");
        flows.step("more", PermissionScopes.CONDITION_ID, "REQUIRED", OF_A_CONDITION);
        String config = realm.flows().getExecutions("step-up-by-scope").stream()
                .filter(step -> PermissionScopes.CONDITION_ID.equals(step.getProviderId()))
                .findFirst()
                .orElseThrow()
                .getAuthenticationConfig();

        // The sub-flow has such a button too, before its step.
        page.navigate(console + "/authentication/" + flow + "/notInUse");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Settings"))
                .last()
                .click();
        assertThat(page.getByTestId("alias")).isVisible();
        save();

        Assertions.assertThat(realm.flows().getAuthenticatorConfig(config).getConfig())
                .containsAllEntriesOf(OF_A_CONDITION);
        flows.delete(flow);
        return this;
    }

    private void open(String path, String field, String value) {
        page.navigate(console + path);
        assertThat(page.getByTestId(field)).hasValue(value);
    }

    private void describe() {
        page.getByTestId("description").fill(TEXT);
        page.getByTestId("description").blur();
    }

    private void save() {
        page.locator("button:visible")
                .getByText("Save", new Locator.GetByTextOptions().setExact(true))
                .first()
                .click();
        Locator done = page.locator(".pf-v5-c-alert.pf-m-success");
        assertThat(done).isVisible();
        done.getByRole(AriaRole.BUTTON).first().click();
        assertThat(done).not().isVisible();
    }

    private ProtocolMapperRepresentation mapper(String clientId) {
        return admin.client(clientId).getProtocolMappers().getMappers().stream()
                .filter(mapper -> mapper.getProtocolMapper().equals(PermissionScopes.MAPPER_ID))
                .findFirst()
                .orElseThrow();
    }

    private String id(String clientId) {
        return admin.client(clientId).toRepresentation().getId();
    }
}
