package io.github.permissionscopes.it.console;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static io.github.permissionscopes.it.support.page.PageEntries.setScope;
import static io.github.permissionscopes.it.support.page.PageEntries.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.page.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.representations.idm.AdminEventRepresentation;
import org.keycloak.representations.idm.ComponentExportRepresentation;
import org.keycloak.representations.idm.ComponentRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;

/** The entries of the console's page: they say what the realm says, whoever has written it. */
@KeycloakIntegrationTest(config = ConsoleServer.class)
class ConsoleMirrorIT {

    private static final String CRM = "crm-api";
    private static final String READ = "read:customers";
    private static final String[] DEMO = {CONTACTS_API, EVENTS_API, TIMESHEETS_API};

    @InjectRealm(config = AuditedRealm.class, lifecycle = LifeCycle.METHOD)
    ManagedRealm realm;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration rest;

    /** As a tool sees and writes them. */
    private PageEntries entries;

    @InjectNewRealms
    NewRealms realms;

    @BeforeEach
    void readEntries() {
        entries = new PageEntries(realm.admin());
    }

    @Test
    void showsEveryApiOfAnImportedRealm() {
        assertThat(entries.clientIds()).containsExactlyInAnyOrder(DEMO);
        assertThat(value(entries.get(CONTACTS_API), "identifier")).isEqualTo("https://contacts-api.example");
    }

    @Test
    void followsDefinitionsOfTheRestApi() {
        define("See your customers");
        assertThat(value(entries.get(CRM), "scopes")).contains("See your customers");

        define("See all of your customers");
        assertThat(value(entries.get(CRM), "scopes")).contains("See all of your customers");

        rest.delete("apis/" + CRM);
        assertThat(entries.clientIds()).containsExactlyInAnyOrder(DEMO);
    }

    @Test
    void followsWhatIsDoneToKeycloaksOwnObjects() {
        admin.changeClient(CONTACTS_API, client -> client.setName("Contacts"));
        assertThat(value(entries.get(CONTACTS_API), "name")).isEqualTo("Contacts");

        admin.scopes().delete(READ_CONTACTS);
        assertThat(value(entries.get(CONTACTS_API), "scopes"))
                .contains(DELETE_CONTACTS)
                .doesNotContain(READ_CONTACTS);

        admin.client(CONTACTS_API).remove();
        assertThat(entries.clientIds()).containsExactlyInAnyOrder(EVENTS_API, TIMESHEETS_API);
    }

    @Test
    void followsTwoClientsThatChangeTheirNames() {
        define("See your customers");
        admin.clients().rename(CRM, "between");
        admin.clients().rename(CONTACTS_API, CRM);
        admin.clients().rename("between", CONTACTS_API);

        assertThat(value(entries.get(CONTACTS_API), "scopes")).contains("See your customers");
        assertThat(value(entries.get(CRM), "identifier")).isEqualTo("https://contacts-api.example");
        assertThat(entries.clientIds()).hasSize(DEMO.length + 1);
    }

    /** A tool that makes a realm's components those of its file would otherwise delete APIs. */
    @Test
    void aToolThatWritesEntriesChangesNoApi() {
        define("See your customers");
        JsonNode before = rest.api(CRM).body();
        ComponentRepresentation entry = entries.load(CRM);

        setScope(entry, READ, "Anything");
        entries.save(entry);
        assertThat(rest.api(CRM).body()).isEqualTo(before);
        assertThat(value(entries.get(CRM), "scopes")).contains("See your customers");

        entries.delete(entry);
        assertThat(rest.api(CRM).body()).isEqualTo(before);
        assertThat(entries.clientIds()).contains(CRM);

        entries.add(entries.create("other-api", "read:others", "See others"));
        assertStatus(rest.api("other-api"), 404);
        assertThat(entries.clientIds()).doesNotContain("other-api");
    }

    @Test
    void theConsoleWritesAsTheRestApiDoes() {
        PageEntries console = PageEntries.ofConsole(realm, admin, "nora", "realm-admin");
        realm.admin().clearAdminEvents();

        String id = console.add(console.create(CRM, READ, "See your customers"));

        assertThat(console.get(CRM).getId()).isEqualTo(id);
        JsonNode made = rest.api(CRM).body();
        assertThat(made.path("scopes").findValuesAsText("description")).containsExactly("See your customers");
        assertThat(realm.admin().getAdminEvents())
                .extracting(AdminEventRepresentation::getResourceType)
                .containsExactly("COMPONENT");
        rest.delete("apis/" + CRM);
        define("See your customers");
        assertThat(rest.api(CRM).body().path("scopes")).isEqualTo(made.path("scopes"));
    }

    @Test
    void aBundleDoesNotSeeThem() {
        JsonNode bundle = rest.get("bundle").body();

        assertThat(bundle.path("apis")).isNotEmpty();
        assertThat(changes(rest.plan(bundle))).isEmpty();
    }

    /** A realm file has the entries of the day on which it was made. */
    @Test
    void anImportedRealmShowsItsOwnApis() {
        MultivaluedHashMap<String, ComponentExportRepresentation> components =
                realm.admin().partialExport(true, true).getComponents();
        components.keySet().retainAll(List.of(PageEntries.TYPE));
        assertThat(components.get(PageEntries.TYPE)).hasSize(3);
        components.get(PageEntries.TYPE).forEach(entry -> entry.setId(null));

        NewRealm copy = realms.create("copy", file -> file.setComponents(components));

        assertThat(new PageEntries(copy.resource()).all())
                .as("no API is in the file")
                .isEmpty();
        assertThat(entries.clientIds()).containsExactlyInAnyOrder(DEMO);
    }

    private void define(String description) {
        String crm = "scopes: [{name: %s, description: '%s'}]".formatted(READ, description);
        assertStatus(rest.define(CRM, crm), 200, 201);
    }
}
