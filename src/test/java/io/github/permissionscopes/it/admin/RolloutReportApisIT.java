package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** {@code GET report}: its rows, of names of APIs that enforcement would refuse and that it has refused. */
@KeycloakIntegrationTest(config = ProductServer.class)
class RolloutReportApisIT {

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration rest;

    @BeforeEach
    void inReportMode() {
        admin.configure(Map.of("mode", "report"));
        admin.settings().changeEvents(events -> events.setEventsEnabled(true));
        realm.admin().clearEvents();
    }

    @Test
    void hasARowForEveryNameOfAnApiThatWouldBeRefused() {
        name("https://nobody.example", "anna");
        name("https://nobody.example", "carl");
        name(TIMESHEETS_API, "carl");
        name(CONTACTS_API, "carl");

        assertThat(resources(report("")))
                .containsExactly(
                        "contacts-app https://nobody.example [\"invalid_target\"] report: 2 users",
                        "contacts-app timesheets-api [\"invalid_target\"] report: 1 users");
        assertThat(report("").path("rows").path(0).has("scope")).isFalse();

        admin.configure(Map.of());
        name(TIMESHEETS_API, "carl");
        assertThat(resources(report("?mode=enforce")))
                .as("refused before anybody has logged in")
                .containsExactly("contacts-app timesheets-api [\"invalid_target\"] enforce: 0 users");
    }

    private void name(String resource, String user) {
        contactsApp
                .asking("openid read:contacts")
                .as(user)
                .with("resource", resource)
                .byPassword();
    }

    private JsonNode report(String query) {
        return ok(rest.get("report" + query));
    }

    private static List<String> resources(JsonNode report) {
        return each(report.path("rows"), row -> "%s %s %s: %s users"
                .formatted(of(row, "client", "resource"), row.path("reasons"), of(row, "mode"), of(row, "subjects")));
    }
}
