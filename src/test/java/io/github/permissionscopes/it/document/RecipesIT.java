package io.github.permissionscopes.it.document;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.definition.DefinitionReader;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.framework.InjectNewRealms;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.server.*;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.testframework.annotations.*;
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

    @InjectNewRealms
    NewRealms realms;

    @TempDir
    Path home;

    @Test
    void theBundle() throws IOException {
        NewRealm acme = create(new RealmRepresentation());
        for (String application : List.of(CONTACTS_APP, TIMESHEETS_APP, EVENTS_APP)) {
            acme.admin().clients().create(application, client -> client.setPublicClient(true));
        }
        assertThat(changes(acme.administration().plan(bundle()))).isNotEmpty();

        ok(acme.administration().apply(bundle()));

        assertNothingToChange(acme);
    }

    @Test
    void kcadm() throws Exception {
        NewRealm acme = create(new RealmRepresentation());
        String server = realm.getBaseUrl().replaceAll("/realms/.*", "");

        Kcadm.in(home, server).run(REALM, RECIPES.resolve("kcadm.sh").toString());

        assertNothingToChange(acme);
        assertThat(acme.admin().theSwitch().get().isEnabled()).isTrue();
    }

    @Test
    void theRealmFile() throws IOException {
        assertNothingToChange(create(
                JSON.treeToValue(JSON.readTree(RECIPES.resolve("realm.json").toFile()), RealmRepresentation.class)));
    }

    @Test
    void theFileOfKeycloakConfigCli() throws IOException {
        JsonNode file = DefinitionReader.tree(Files.readString(RECIPES.resolve("keycloak-config-cli.yaml")), true);
        assertThat(((ObjectNode) file).remove("realm").asText()).isEqualTo(REALM);
        assertNothingToChange(create(JSON.treeToValue(file, RealmRepresentation.class)));
    }

    /** The flow of docs/step-up.md, added to the realm file of a usual realm. */
    @Test
    void stepUp() throws IOException {
        NewRealm usual = create(new RealmRepresentation());
        RealmRepresentation file = usual.resource().partialExport(false, false);
        usual.resource().remove();
        RealmRepresentation recipe =
                JSON.treeToValue(JSON.readTree(RECIPES.resolve("step-up.json").toFile()), RealmRepresentation.class);
        file.setBrowserFlow(recipe.getBrowserFlow());
        file.setAuthenticationFlows(new ArrayList<>(file.getAuthenticationFlows()));
        file.getAuthenticationFlows().addAll(recipe.getAuthenticationFlows());
        file.setAuthenticatorConfig(new ArrayList<>(file.getAuthenticatorConfig()));
        file.getAuthenticatorConfig().addAll(recipe.getAuthenticatorConfig());
        NewRealm acme = create(file);
        RealmAdmin admin = acme.admin();
        admin.turnSwitch(true);
        admin.add(DemoRealm.application(TIMESHEETS_APP, List.of()).build());
        acme.resource().users().create(user("tara").build()).close();
        admin.createScope("read:timesheets", TIMESHEETS_APP, Map.of());
        admin.createScope("approve:timesheets", TIMESHEETS_APP, Map.of(PermissionScopes.MINIMUM_ACR, "2"));
        OAuthClient timesheetsApp = acme.oauth().client(TIMESHEETS_APP);
        Browser browser = timesheetsApp.oauth().browser();

        Browser.Page callback = timesheetsApp
                .asking("openid read:timesheets")
                .as("tara")
                .in(browser)
                .login();
        Browser.Page asked =
                timesheetsApp.asking("openid approve:timesheets").in(browser).open();

        assertThat(callback.parameter("code")).as("%s", callback.uri()).isNotNull();
        assertThat(asked.uri().toString()).contains("execution=CONFIGURE_TOTP");
    }

    private NewRealm create(RealmRepresentation representation) {
        representation.setRealm(REALM);
        representation.setEnabled(true);
        return realms.create(representation);
    }

    private static void assertNothingToChange(NewRealm acme) throws IOException {
        assertThat(changes(acme.administration().plan(bundle()))).isEmpty();
    }

    private static String bundle() throws IOException {
        return Files.readString(RECIPES.resolve("bundle.yaml"));
    }
}
