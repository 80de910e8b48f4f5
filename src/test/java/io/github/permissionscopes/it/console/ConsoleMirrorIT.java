package io.github.permissionscopes.it.console;

import static io.github.permissionscopes.demo.DemoRealm.*;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.AdminEventRepresentation;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ComponentExportRepresentation;
import org.keycloak.representations.idm.ComponentRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.testframework.annotations.InjectAdminClient;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
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

    @InjectAdminClient
    Keycloak keycloak;

    private final List<Keycloak> consoles = new ArrayList<>();

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration rest;

    /** As a tool sees and writes them. */
    private PageEntries entries;

    @BeforeEach
    void setUp() {
        entries = new PageEntries(realm.admin());
    }

    @AfterEach
    void logOut() {
        consoles.forEach(Keycloak::close);
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
        ClientRepresentation client = admin.client(CONTACTS_API).toRepresentation();
        client.setName("Contacts");
        admin.client(CONTACTS_API).update(client);
        assertThat(value(entries.get(CONTACTS_API), "name")).isEqualTo("Contacts");

        realm.admin().clientScopes().get(admin.scope(READ_CONTACTS).getId()).remove();
        assertThat(value(entries.get(CONTACTS_API), "scopes"))
                .contains(DELETE_CONTACTS)
                .doesNotContain(READ_CONTACTS);

        admin.client(CONTACTS_API).remove();
        assertThat(entries.clientIds()).containsExactlyInAnyOrder(EVENTS_API, TIMESHEETS_API);
    }

    @Test
    void followsAClientThatIsRenamed() {
        define("See your customers");
        String id = entries.get(CRM).getId();
        PageEntries console = console("nora", "realm-admin");
        ComponentRepresentation old = console.load(CRM);

        admin.renameClient(CRM, "customers");

        assertThat(entries.get("customers").getId()).isEqualTo(id);
        assertThat(entries.clientIds()).hasSize(DEMO.length + 1).doesNotContain(CRM);
        setScope(old, READ, "Anything");
        assertRefused(() -> console.save(old), "The API was changed in between");
        ComponentRepresentation form = console.load("customers");
        setScope(form, READ, "See all of your customers");
        console.save(form);
        assertThat(value(entries.get("customers"), "scopes")).contains("See all of your customers");
        assertThat(rest.get("apis/customers")
                        .body()
                        .path("scopes")
                        .get(0)
                        .path("description")
                        .asText())
                .isEqualTo("See all of your customers");
    }

    @Test
    void followsTwoClientsThatChangeTheirNames() {
        define("See your customers");
        admin.renameClient(CRM, "between");
        admin.renameClient(CONTACTS_API, CRM);
        admin.renameClient("between", CONTACTS_API);

        assertThat(value(entries.get(CONTACTS_API), "scopes")).contains("See your customers");
        assertThat(value(entries.get(CRM), "identifier")).isEqualTo("https://contacts-api.example");
        assertThat(entries.clientIds()).hasSize(DEMO.length + 1);
    }

    /** A tool that makes a realm's components those of its file would otherwise delete APIs. */
    @Test
    void aToolThatWritesEntriesChangesNoApi() {
        define("See your customers");
        JsonNode before = rest.get("apis/" + CRM).body();
        ComponentRepresentation entry = entries.load(CRM);

        setScope(entry, READ, "Anything");
        entries.save(entry);
        assertThat(rest.get("apis/" + CRM).body()).isEqualTo(before);
        assertThat(value(entries.get(CRM), "scopes")).contains("See your customers");

        entries.delete(entry);
        assertThat(rest.get("apis/" + CRM).body()).isEqualTo(before);
        assertThat(entries.clientIds()).contains(CRM);

        entries.add(entries.create("other-api", "read:others", "See others"));
        assertThat(rest.get("apis/other-api").status()).isEqualTo(404);
        assertThat(entries.clientIds()).doesNotContain("other-api");
    }

    @Test
    void theConsoleWritesAsTheRestApiDoes() {
        PageEntries console = console("nora", "realm-admin");
        realm.admin().clearAdminEvents();

        String id = console.add(console.create(CRM, READ, "See your customers"));

        assertThat(console.get(CRM).getId()).isEqualTo(id);
        JsonNode made = rest.get("apis/" + CRM).body();
        assertThat(made.path("scopes").findValuesAsText("description")).containsExactly("See your customers");
        assertThat(realm.admin().getAdminEvents())
                .extracting(AdminEventRepresentation::getResourceType)
                .containsExactly("COMPONENT");
        rest.delete("apis/" + CRM);
        define("See your customers");
        assertThat(rest.get("apis/" + CRM).body().path("scopes")).isEqualTo(made.path("scopes"));
    }

    @Test
    void whatTheFormDoesNotShowStays() {
        rest.put(
                "apis/" + CRM,
                Map.of(
                        "clients",
                        List.of(CONTACTS_APP),
                        "realmOptional",
                        true,
                        "scopes",
                        List.of(Map.of("name", READ, "match", "all", "roles", List.of("reader", "staff")))));
        JsonNode before = rest.get("apis/" + CRM).body();
        PageEntries console = console("nora", "realm-admin");
        ComponentRepresentation form = console.load(CRM);

        setScope(form, READ, "See your customers");
        console.save(form);

        JsonNode after = rest.get("apis/" + CRM).body();
        assertThat(after.path("clients")).isEqualTo(before.path("clients"));
        assertThat(after.path("realmOptional")).isEqualTo(before.path("realmOptional"));
        assertThat(after.path("scopes").get(0).path("match").asText()).isEqualTo("all");
        assertThat(after.path("scopes").get(0).path("roles"))
                .isEqualTo(before.path("scopes").get(0).path("roles"));
    }

    /** The console does not load a form anew when it has saved it. */
    @Test
    void anOldFormIsRefusedUnlessOnlyItsOwnChangesAreNewer() {
        define("See your customers");
        PageEntries nora = console("nora", "realm-admin");
        PageEntries pete = console("pete", "realm-admin");
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
        PageEntries console = console("nora", "realm-admin");
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
        rest.put(
                "apis/" + CRM,
                Map.of(
                        "scopes",
                        List.of(
                                Map.of("name", READ, "description", "Customers"),
                                Map.of("name", "delete:customers", "description", "Customers"))));
        JsonNode before = rest.get("apis/" + CRM).body();
        PageEntries console = console("nora", "realm-admin");
        ComponentRepresentation form = console.load(CRM);

        setScope(form, "erase:customers", "Customers");
        assertRefused(() -> console.save(form), "under a new name");

        assertThat(rest.get("apis/" + CRM).body()).isEqualTo(before);
    }

    /** Keycloak asks for {@code manage-realm}; what is written here needs more. */
    @Test
    void needsTheRoleThatTheSameChangeNeedsNatively() {
        define("See your customers");
        JsonNode before = rest.get("apis/" + CRM).body();
        PageEntries console = console("pete", "manage-realm", "view-realm");
        ComponentRepresentation form = console.load(CRM);

        assertThat(console.add(console.create("other-api", "read:others", "See others")))
                .contains("manage-clients");
        setScope(form, READ, "Pete's text");
        assertRefused(() -> console.save(form), "manage-clients");
        assertRefused(() -> console.delete(form), "manage-clients");

        assertThat(rest.get("apis/" + CRM).body()).isEqualTo(before);
        assertThat(rest.get("apis/other-api").status()).isEqualTo(404);
        assertThat(entries.clientIds()).contains(CRM).doesNotContain("other-api");
    }

    @Test
    void anApiKeepsItsClientId() {
        PageEntries console = console("nora", "realm-admin");
        ComponentRepresentation form = console.load(CONTACTS_API);
        form.getConfig().putSingle("clientId", "renamed");
        assertRefused(() -> console.save(form), "Client ID: An API keeps its client ID");

        assertThat(entries.clientIds()).containsExactlyInAnyOrder(DEMO);
    }

    @Test
    void refusesKeycloaksOwnClients() {
        PageEntries console = console("nora", "realm-admin");

        assertThat(console.add(console.create("realm-management", READ, "See your customers")))
                .contains("one of Keycloak's own clients");
    }

    @Test
    void aBundleDoesNotSeeThem() {
        JsonNode bundle = rest.get("bundle").body();

        assertThat(bundle.path("apis")).isNotEmpty();
        assertThat(rest.post("plan", bundle).body().path("changes")).isEmpty();
    }

    /** A realm file has the entries of the day on which it was made. */
    @Test
    void anImportedRealmShowsItsOwnApis() {
        RealmRepresentation export = realm.admin().partialExport(true, true);
        RealmRepresentation copy = new RealmRepresentation();
        copy.setRealm("copy");
        copy.setEnabled(true);
        copy.setComponents(export.getComponents());
        assertThat(copy.getComponents().get(PageEntries.TYPE)).hasSize(3);
        copy.getComponents().values().forEach(ofType -> ofType.forEach(ConsoleMirrorIT::forgetId));
        copy.getComponents().keySet().retainAll(List.of(PageEntries.TYPE));
        keycloak.realms().create(copy);
        RealmResource imported = keycloak.realm("copy");
        try {
            assertThat(new PageEntries(imported).all())
                    .as("no API is in the file")
                    .isEmpty();
        } finally {
            imported.remove();
        }
        assertThat(entries.clientIds()).containsExactlyInAnyOrder(DEMO);
    }

    private static void forgetId(ComponentExportRepresentation component) {
        component.setId(null);
    }

    /** As the console of this administrator does. */
    private PageEntries console(String username, String... roles) {
        for (String role : roles) {
            admin.give(username, "realm-management", role);
        }
        ClientRepresentation client = admin.client("security-admin-console").toRepresentation();
        client.setDirectAccessGrantsEnabled(true);
        admin.client("security-admin-console").update(client);
        String realmName = realm.admin().toRepresentation().getRealm();
        Keycloak console = KeycloakBuilder.builder()
                .serverUrl(realm.getBaseUrl().replace("/realms/" + realmName, ""))
                .realm(realmName)
                .clientId("security-admin-console")
                .username(username)
                .password(PASSWORD)
                .build();
        consoles.add(console);
        return new PageEntries(console.realm(realmName));
    }

    private void define(String description) {
        var answer =
                rest.put("apis/" + CRM, Map.of("scopes", List.of(Map.of("name", READ, "description", description))));
        assertThat(answer.status()).as(answer.text()).isIn(200, 201);
    }

    private static void assertRefused(ThrowingCallable call, String text) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ClientErrorException.class, refused -> assertThat(
                        refused.getResponse().readEntity(String.class))
                .contains(text));
    }
}
