package io.github.permissionscopes.it.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.page.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;

/** The admin console's page "API scopes" in a real browser: what is defined and changed there, and elsewhere. */
@KeycloakIntegrationTest(config = ConsoleServer.class)
class ConsolePageIT {

    private static final String CRM = "crm-api";
    private static final String READ = "read:customers";
    private static final String DELETE = "delete:customers";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @InjectRealm(config = AuditedRealm.class, lifecycle = LifeCycle.METHOD)
    ManagedRealm realm;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration rest;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient partnerApp;

    private ApiScopesPage console;

    @BeforeEach
    void setUp() {
        admin.give("nora", "realm-management", "realm-admin");
        console = new ApiScopesPage(CHROMIUM.newBrowser(), realm.getBaseUrl());
    }

    @Test
    void definesAnApiWithTwoScopes() {
        console.logIn("nora", PASSWORD)
                .create()
                .fill("clientId", CRM)
                .fill("name", "Customers")
                .fill("identifier", "https://crm.example")
                .addScope(READ, "See your customers")
                .addScope(DELETE, "Delete your customers")
                .choose("reject")
                .save();

        Answer api = rest.api(CRM);
        assertThat(api.at("/name")).isEqualTo("Customers");
        assertThat(api.at("/identifier")).isEqualTo("https://crm.example");
        assertThat(api.at("/refusal")).isEqualTo("reject");
        assertThat(api.all("/scopes", "name")).containsExactly(READ, DELETE);
        assertThat(api.all("/scopes", "description")).containsExactly("See your customers", "Delete your customers");

        console.go("/client-scopes/" + admin.scope(READ).getId() + "/settings");
        assertThat(console.heading(READ)).isVisible();
        assertThat(console.field("attributes.consent🍺screen🍺text")).hasValue("See your customers");
        console.go("/clients/" + admin.clients().id(CRM) + "/roles/"
                + admin.permissions().get(CRM, DELETE).getId() + "/details");
        assertThat(console.heading(DELETE)).isVisible();
        assertThat(console.field("description")).hasValue("Delete your customers");
    }

    @Test
    void theConsentPageFollowsADescription() {
        define("See your customers");
        admin.give("anna", CRM, READ);
        assertThat(consent()).containsText("See your customers");
        console.logIn("nora", PASSWORD).open(CRM);

        console.fillScope(0, READ, "See who buys from you").save();

        assertThat(consent()).containsText("See who buys from you");
        console.fillScope(0, READ, "See all who buy from you").save();
        assertThat(consent()).containsText("See all who buy from you");
    }

    @Test
    void showsWhatIsChangedElsewhere() {
        console.logIn("nora", PASSWORD);
        assertThat(console.row(CONTACTS_API)).containsText("https://contacts-api.example");
        assertThat(console.row(CRM)).not().isVisible();

        define("See your customers");
        console.list().open(CRM);
        assertThat(console.scopeDescription(0)).hasValue("See your customers");

        admin.scopes().setAttribute(READ, "consent.screen.text", "Written in Keycloak's own page");
        console.fillScope(0, READ, "Written in an old form").saveRefused("The API was changed in between");

        assertThat(rest.api(CRM).all("/scopes", "description")).containsExactly("Written in Keycloak's own page");
        console.list().open(CRM);
        assertThat(console.scopeDescription(0)).hasValue("Written in Keycloak's own page");
    }

    @Test
    void anEditedKeyIsARename() {
        define("See your customers");
        admin.give("anna", CRM, READ);
        String scopeId = admin.scope(READ).getId();
        String roleId = admin.permissions().get(CRM, READ).getId();
        console.logIn("nora", PASSWORD).open(CRM);

        console.fillScope(0, "view:customers", "See your customers").save();

        assertThat(admin.scopes().names()).contains("view:customers").doesNotContain(READ);
        assertThat(admin.scope("view:customers").getId()).isEqualTo(scopeId);
        assertThat(admin.permissions().get(CRM, "view:customers").getId()).isEqualTo(roleId);
        assertThat(admin.user("anna")
                        .roles()
                        .clientLevel(admin.clients().id(CRM))
                        .listAll())
                .extracting(RoleRepresentation::getName)
                .containsExactly("view:customers");

        console.fillScope(0, "read:clients", "See your clients")
                .saveRefused("Scope \"read:clients\": Is this \"view:customers\" under a new name, or another scope?");
        assertThat(admin.scope("view:customers").getId()).isEqualTo(scopeId);
        assertThat(admin.scopes().names()).doesNotContain("read:clients");
    }

    @Test
    void anEmptiedFieldIsTakenAway() {
        define("See your customers");
        rest.define(CRM, "identifier: https://crm.example");
        console.logIn("nora", PASSWORD).open(CRM);

        console.fill("identifier", "").fill("name", "").save();

        var api = rest.api(CRM).body();
        assertThat(api.has("identifier")).isFalse();
        assertThat(api.has("name")).isFalse();
        assertThat(admin.client(CRM).toRepresentation().getAttributes()).doesNotContainKey("resource_url");
    }

    private void define(String description) {
        String crm = "{name: Customers, clients: [partner-app], scopes: [{name: %s, description: %s}]}";
        assertStatus(rest.define(CRM, crm.formatted(READ, description)), 201);
    }

    /** A user's login in another browser, up to the consent page. */
    private Locator consent() {
        Page page = CHROMIUM.newBrowser();
        page.navigate(partnerApp.asking("openid " + READ).url());
        page.fill("input[name=username]", "anna");
        page.fill("input[name=password]", PASSWORD);
        page.click("[type=submit]");
        page.waitForSelector("#kc-oauth");
        return page.locator("body");
    }
}
