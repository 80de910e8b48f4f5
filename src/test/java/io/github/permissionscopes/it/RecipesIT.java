package io.github.permissionscopes.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.permissionscopes.definition.DefinitionReader;
import io.github.permissionscopes.it.support.Administration;
import io.github.permissionscopes.it.support.Administration.Answer;
import io.github.permissionscopes.it.support.Kcadm;
import io.github.permissionscopes.it.support.ProductServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
