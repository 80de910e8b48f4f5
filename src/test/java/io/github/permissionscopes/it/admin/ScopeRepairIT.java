package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.it.framework.InjectRealmAdmin;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.testframework.annotations.InjectAdminClient;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;

/** A definition makes its scopes such that tokens name them and the consent page shows them, whatever was done to them. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ScopeRepairIT {

    private static final Map<String, Object> DEFINITION =
            Map.of("clients", List.of(CONTACTS_APP), "scopes", List.of(Map.of("name", "read:customers")));

    @InjectRealm(config = TestRealm.class, lifecycle = LifeCycle.METHOD)
    ManagedRealm realm;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdminClient
    Keycloak keycloak;

    @Test
    void aScopeThatIsHiddenIsShownAgain() {
        administration().put("apis/crm-api", DEFINITION);
        admin.give("anna", "crm-api", "read:customers");
        admin.setScopeAttribute("read:customers", "include.in.token.scope", "false");
        admin.setScopeAttribute("read:customers", "display.on.consent.screen", "false");
        assertThat(scopes()).as("as hidden").doesNotContain("read:customers");
        Map<String, Object> bundle =
                Map.of("apis", List.of(Map.of("clientId", "crm-api", "scopes", DEFINITION.get("scopes"))));

        Answer plan = administration().post("plan", bundle);

        assertThat(plan.status()).as(plan.text()).isEqualTo(200);
        assertThat(changes(plan.body()))
                .containsExactlyInAnyOrder(
                        "update scope read:customers include.in.token.scope false true",
                        "update scope read:customers display.on.consent.screen false true");
        assertThat(scopes()).as("planned only").doesNotContain("read:customers");

        administration().put("apis/crm-api", DEFINITION);

        assertThat(scopes()).contains("read:customers");
        assertThat(admin.scope("read:customers").getAttributes()).containsEntry("display.on.consent.screen", "true");
        assertThat(administration().post("plan", bundle).body().path("changes")).isEmpty();
    }

    /** Somebody may mean it: an export says so, and is no other than the realm. */
    @Test
    void aScopeThatIsMeantToBeHiddenStaysHidden() {
        for (String attribute : List.of("include.in.token.scope", "display.on.consent.screen")) {
            admin.setScopeAttribute("delete:contacts", attribute, "false");
        }

        JsonNode exported = administration().get("bundle").body();

        assertThat(administration().post("plan", exported).body().path("changes"))
                .isEmpty();
        assertThat(administration()
                        .put("apis/contacts-api", Map.of("name", "Contacts"))
                        .status())
                .isEqualTo(200);
        assertThat(admin.scope("delete:contacts").getAttributes())
                .containsEntry("include.in.token.scope", "false")
                .containsEntry("display.on.consent.screen", "false");
        assertThat(administration()
                        .put(
                                "apis/contacts-api",
                                Map.of(
                                        "scopes",
                                        List.of(Map.of("name", "read:contacts"), Map.of("name", "delete:contacts"))))
                        .status())
                .isEqualTo(200);
        assertThat(admin.scope("delete:contacts").getAttributes())
                .as("of a scope that was made by hand, too")
                .containsEntry("include.in.token.scope", "true")
                .containsEntry("display.on.consent.screen", "true");
    }

    private Administration administration() {
        return new Administration(realm.getBaseUrl(), keycloak.tokenManager().getAccessTokenString());
    }

    private Set<String> scopes() {
        return new OAuth(realm.getBaseUrl(), REDIRECT_URI)
                .password(CONTACTS_APP, "anna", PASSWORD, "openid read:customers")
                .scope();
    }

    private static List<String> changes(JsonNode plan) {
        List<String> changes = new ArrayList<>();
        plan.path("changes")
                .forEach(change -> changes.add(String.join(
                        " ",
                        change.path("operation").asText(),
                        change.path("kind").asText(),
                        change.path("name").asText(),
                        change.path("field").asText(),
                        change.path("from").asText(),
                        change.path("to").asText())));
        return changes;
    }
}
