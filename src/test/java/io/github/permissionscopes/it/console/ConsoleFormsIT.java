package io.github.permissionscopes.it.console;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static io.github.permissionscopes.it.support.page.PageEntries.setScope;
import static io.github.permissionscopes.it.support.page.PageEntries.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.page.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import jakarta.ws.rs.ClientErrorException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ComponentRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;

/** The forms of the console's page: what they save is defined, unless somebody else has changed it in between. */
@KeycloakIntegrationTest(config = ConsoleServer.class)
class ConsoleFormsIT {

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

    @BeforeEach
    void readEntries() {
        entries = new PageEntries(realm.admin());
    }

    @Test
    void followsAClientThatIsRenamed() {
        define("See your customers");
        String id = entries.get(CRM).getId();
        PageEntries console = PageEntries.ofConsole(realm, admin, "nora", "realm-admin");
        ComponentRepresentation old = console.load(CRM);

        admin.clients().rename(CRM, "customers");

        assertThat(entries.get("customers").getId()).isEqualTo(id);
        assertThat(entries.clientIds()).hasSize(DEMO.length + 1).doesNotContain(CRM);
        setScope(old, READ, "Anything");
        assertRefused(() -> console.save(old), "The API was changed in between");
        ComponentRepresentation form = console.load("customers");
        setScope(form, READ, "See all of your customers");
        console.save(form);
        assertThat(value(entries.get("customers"), "scopes")).contains("See all of your customers");
        assertThat(rest.api("customers").at("/scopes/0/description")).isEqualTo("See all of your customers");
    }

    @Test
    void whatTheFormDoesNotShowStays() {
        rest.define(
                CRM,
                """
                clients: [contacts-app]
                realmOptional: true
                scopes: [{name: read:customers, match: all, roles: [reader, staff]}]
                """);
        JsonNode before = rest.api(CRM).body();
        PageEntries console = PageEntries.ofConsole(realm, admin, "nora", "realm-admin");
        ComponentRepresentation form = console.load(CRM);

        setScope(form, READ, "See your customers");
        console.save(form);

        JsonNode after = rest.api(CRM).body();
        for (String kept : List.of("/clients", "/realmOptional", "/scopes/0/match", "/scopes/0/roles")) {
            assertThat(after.at(kept)).as(kept).isEqualTo(before.at(kept));
        }
        assertThat(after.at("/scopes/0/match").asText()).isEqualTo("all");
    }

    /** The console does not load a form anew when it has saved it. */
    @Test
    void anOldFormIsRefusedUnlessOnlyItsOwnChangesAreNewer() {
        define("See your customers");
        PageEntries nora = PageEntries.ofConsole(realm, admin, "nora", "realm-admin");
        PageEntries pete = PageEntries.ofConsole(realm, admin, "pete", "realm-admin");
        ComponentRepresentation norasForm = nora.load(CRM);
        ComponentRepresentation petesForm = pete.load(CRM);

        setScope(norasForm, READ, "Nora's text");
        nora.save(norasForm);
        setScope(petesForm, READ, "Pete's text");
        assertRefused(() -> pete.save(petesForm), "The API was changed in between");
        setScope(norasForm, READ, "Nora's second text");
        nora.save(norasForm);
        assertThat(value(entries.get(CRM), "scopes")).contains("Nora's second text");

        define("Written by somebody else");
        assertRefused(() -> nora.save(norasForm), "The API was changed in between");
        assertThat(value(entries.get(CRM), "scopes")).contains("Written by somebody else");
    }

    @Test
    void aFormThatHasMadeTheApiSavesAgainUntilSomebodyElseDoes() {
        PageEntries console = PageEntries.ofConsole(realm, admin, "nora", "realm-admin");
        ComponentRepresentation form = console.create(CRM, READ, "See your customers");
        form.setId(console.add(form));

        setScope(form, READ, "See all of your customers");
        console.save(form);
        assertThat(value(entries.get(CRM), "scopes")).contains("See all of your customers");

        define("Written by somebody else");
        assertRefused(() -> console.save(form), "The API was changed in between");
        assertThat(value(entries.get(CRM), "scopes")).contains("Written by somebody else");
    }

    /** Where a row is deleted, the next one moves up; holders of the one would get the other. */
    @Test
    void ofTwoRowsOfOneDescriptionNoneIsTakenForTheOther() {
        rest.define(
                CRM,
                "scopes: [{name: read:customers, description: Customers}, {name: delete:customers, description: Customers}]");
        JsonNode before = rest.api(CRM).body();
        PageEntries console = PageEntries.ofConsole(realm, admin, "nora", "realm-admin");
        ComponentRepresentation form = console.load(CRM);

        setScope(form, "erase:customers", "Customers");
        assertRefused(() -> console.save(form), "under a new name");

        assertThat(rest.api(CRM).body()).isEqualTo(before);
    }

    /** Keycloak asks for {@code manage-realm}; what is written here needs more. */
    @Test
    void needsTheRoleThatTheSameChangeNeedsNatively() {
        define("See your customers");
        JsonNode before = rest.api(CRM).body();
        PageEntries console = PageEntries.ofConsole(realm, admin, "pete", "manage-realm", "view-realm");
        ComponentRepresentation form = console.load(CRM);

        assertThat(console.add(console.create("other-api", "read:others", "See others")))
                .contains("manage-clients");
        setScope(form, READ, "Pete's text");
        assertRefused(() -> console.save(form), "manage-clients");
        assertRefused(() -> console.delete(form), "manage-clients");

        assertThat(rest.api(CRM).body()).isEqualTo(before);
        assertStatus(rest.api("other-api"), 404);
        assertThat(entries.clientIds()).contains(CRM).doesNotContain("other-api");
    }

    @Test
    void anApiKeepsItsClientId() {
        PageEntries console = PageEntries.ofConsole(realm, admin, "nora", "realm-admin");
        ComponentRepresentation form = console.load(CONTACTS_API);
        form.getConfig().putSingle("clientId", "renamed");
        assertRefused(() -> console.save(form), "Client ID: An API keeps its client ID");

        assertThat(entries.clientIds()).containsExactlyInAnyOrder(DEMO);
    }

    @Test
    void refusesKeycloaksOwnClients() {
        PageEntries console = PageEntries.ofConsole(realm, admin, "nora", "realm-admin");

        assertThat(console.add(console.create("realm-management", READ, "See your customers")))
                .contains("one of Keycloak's own clients");
    }

    private void define(String description) {
        String crm = "scopes: [{name: %s, description: '%s'}]".formatted(READ, description);
        assertStatus(rest.define(CRM, crm), 200, 201);
    }

    private static void assertRefused(ThrowingCallable call, String text) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ClientErrorException.class, refused -> assertThat(
                        refused.getResponse().readEntity(String.class))
                .contains(text));
    }
}
