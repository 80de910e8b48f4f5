package io.github.permissionscopes.it.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.page.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;

/** The admin console's page "API scopes" in a real browser: what it does not save, and what it deletes. */
@KeycloakIntegrationTest(config = ConsoleServer.class)
class ConsolePageRefusalsIT {

    private static final String CRM = "crm-api";
    private static final String READ = "read:customers";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @InjectRealm(config = AuditedRealm.class, lifecycle = LifeCycle.METHOD)
    ManagedRealm realm;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration rest;

    private ApiScopesPage console;

    @BeforeEach
    void setUp() {
        admin.give("nora", "realm-management", "realm-admin");
        console = new ApiScopesPage(CHROMIUM.newBrowser(), realm.getBaseUrl());
    }

    @Test
    void saysWhatIsWrongAndChangesNothing() {
        define("See your customers");
        var before = rest.api(CRM).body();
        console.logIn("nora", PASSWORD).open(CRM);

        console.fill("name", "Clients")
                .addScope("delete customers", "Delete your customers")
                .saveRefused("Scope \"delete customers\": A scope consists of visible ASCII characters without space");

        assertThat(rest.api(CRM).body()).isEqualTo(before);
        assertThat(admin.scopes().names()).doesNotContain("delete customers");
        console.list().open(CRM);
        assertThat(console.field("name")).hasValue("Customers");
        assertThat(console.scopeName(1)).not().isVisible();

        console.list()
                .create()
                .fill("clientId", CRM)
                .fill("name", "Another")
                .saveRefused("Client ID: There is this API already");
        assertThat(rest.api(CRM).body()).isEqualTo(before);
    }

    @Test
    void keycloaksOwnScopesCannotBeDefined() {
        console.logIn("nora", PASSWORD)
                .create()
                .fill("clientId", CRM)
                .addScope("address", "See where you live")
                .saveRefused("Scope \"address\": \"address\" is one of Keycloak's own scopes.");

        assertStatus(rest.api(CRM), 404);
    }

    @Test
    void deletesAnApi() {
        define("See your customers");
        console.logIn("nora", PASSWORD);

        console.delete(CRM).assertDeleted();

        assertStatus(rest.api(CRM), 404);
        assertThat(admin.scopes().names()).doesNotContain(READ);
        assertThat(admin.clients().exists(CRM)).isFalse();
    }

    /** What was made by hand is not in the list to be deleted by it, and the page says what goes. */
    @Test
    void deletesOnlyWhatWasMadeHereOrByADefinition() {
        console.logIn("nora", PASSWORD);
        assertThat(console.text("What was made by hand stays.")).isVisible();

        console.delete(CONTACTS_API).deleteRefused("What was not made by a definition or here stays");

        assertThat(admin.scopes().names()).contains(READ_CONTACTS, DELETE_CONTACTS);
        assertThat(admin.permissions().get(CONTACTS_API, READ_CONTACTS)).isNotNull();
        console.list();
        assertThat(console.row(CONTACTS_API)).isVisible();
    }

    private void define(String description) {
        String crm = "{name: Customers, clients: [partner-app], scopes: [{name: %s, description: %s}]}";
        assertStatus(rest.define(CRM, crm.formatted(READ, description)), 201);
    }
}
