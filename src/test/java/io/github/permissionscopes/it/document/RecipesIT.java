package io.github.permissionscopes.it.document;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.definition.DefinitionReader;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.server.*;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.testframework.annotations.InjectAdminClient;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;

/** The forms in {@code docs/recipes} make the same objects, and none of them fights with another. */
@KeycloakIntegrationTest(config = ProductServer.class)
class RecipesIT {

    private static final Path RECIPES = Path.of("docs/recipes");
    private static final String REALM = "acme";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Only for where the server is. */
    @InjectRealm
    ManagedRealm realm;

    @InjectAdminClient
    Keycloak keycloak;

    @TempDir
    Path home;

    @AfterEach
    void removeTheRealm() {
        keycloak.realm(REALM).remove();
    }

    @Test
    void theBundle() throws IOException {
        create(new RealmRepresentation());
        for (String application : new String[] {"contacts-app", "timesheets-app", "events-app"}) {
            ClientRepresentation client = new ClientRepresentation();
            client.setClientId(application);
            client.setPublicClient(true);
            keycloak.realm(REALM).clients().create(client).close();
        }
        assertThat(call("plan").body().path("changes")).isNotEmpty();

        assertThat(call("apply").status()).isEqualTo(200);

        assertNothingToChange();
    }

    @Test
    void kcadm() throws Exception {
        create(new RealmRepresentation());
        String server = realm.getBaseUrl().replaceAll("/realms/.*", "");

        Kcadm.in(home, server).run(REALM, RECIPES.resolve("kcadm.sh").toString());

        assertNothingToChange();
        assertThat(keycloak.realm(REALM)
                        .flows()
                        .getRequiredAction("permission-scopes")
                        .isEnabled())
                .isTrue();
    }

    @Test
    void theRealmFile() throws IOException {
        create(JSON.treeToValue(JSON.readTree(RECIPES.resolve("realm.json").toFile()), RealmRepresentation.class));

        assertNothingToChange();
    }

    @Test
    void theFileOfKeycloakConfigCli() throws IOException {
        JsonNode file = DefinitionReader.tree(Files.readString(RECIPES.resolve("keycloak-config-cli.yaml")), true);
        assertThat(((ObjectNode) file).remove("realm").asText()).isEqualTo(REALM);
        create(JSON.treeToValue(file, RealmRepresentation.class));

        assertNothingToChange();
    }

    /** The flow of docs/step-up.md, added to the realm file of a usual realm. */
    @Test
    void stepUp() throws IOException {
        create(new RealmRepresentation());
        RealmRepresentation file = keycloak.realm(REALM).partialExport(false, false);
        keycloak.realm(REALM).remove();
        RealmRepresentation recipe =
                JSON.treeToValue(JSON.readTree(RECIPES.resolve("step-up.json").toFile()), RealmRepresentation.class);
        file.setBrowserFlow(recipe.getBrowserFlow());
        file.setAuthenticationFlows(new ArrayList<>(file.getAuthenticationFlows()));
        file.getAuthenticationFlows().addAll(recipe.getAuthenticationFlows());
        file.setAuthenticatorConfig(new ArrayList<>(file.getAuthenticatorConfig()));
        file.getAuthenticatorConfig().addAll(recipe.getAuthenticatorConfig());
        create(file);
        RealmAdmin admin = new RealmAdmin(keycloak.realm(REALM));
        admin.turnSwitch(true);
        keycloak.realm(REALM)
                .clients()
                .create(DemoRealm.application("timesheets-app", List.of()).build())
                .close();
        keycloak.realm(REALM).users().create(DemoRealm.user("tara").build()).close();
        for (String scope : List.of("read:timesheets", "approve:timesheets")) {
            admin.createScope(scope, "timesheets-app", Map.of());
        }
        admin.setScopeAttribute("approve:timesheets", PermissionScopes.MINIMUM_ACR, "2");
        OAuth oauth = new OAuth(realm.getBaseUrl().replace(realm.getName(), REALM), REDIRECT_URI);
        Browser browser = oauth.browser();

        Browser.Page callback = oauth.login(
                browser,
                oauth.authorizationUrl("timesheets-app", "openid read:timesheets", Map.of()),
                "tara",
                PASSWORD);
        Browser.Page asked =
                browser.open(oauth.authorizationUrl("timesheets-app", "openid approve:timesheets", Map.of()));

        assertThat(callback.parameter("code")).as("%s", callback.uri()).isNotNull();
        assertThat(asked.uri().toString()).contains("execution=CONFIGURE_TOTP");
    }

    private void create(RealmRepresentation representation) {
        representation.setRealm(REALM);
        representation.setEnabled(true);
        keycloak.realms().create(representation);
    }

    private void assertNothingToChange() throws IOException {
        Answer plan = call("plan");
        assertThat(plan.status()).as(plan.text()).isEqualTo(200);
        assertThat(plan.body().path("changes")).isEmpty();
    }

    private Answer call(String path) throws IOException {
        return new Administration(
                        realm.getBaseUrl().replace(realm.getName(), REALM),
                        keycloak.tokenManager().getAccessTokenString())
                .postYaml(path, Files.readString(RECIPES.resolve("bundle.yaml")));
    }
}
