package io.github.permissionscopes.it.document;

import static io.github.permissionscopes.demo.DemoRealm.CONTACTS_APP;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** The requests in the documentation get the answers in the documentation. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ExamplesIT {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** A request in a block of its own, and in the next block its answer. */
    private static final Pattern EXAMPLE =
            Pattern.compile("```http\\n(\\w+) (\\S+)\\n(.*?)```\\s+```json\\n(.*?)```", Pattern.DOTALL);

    private static final String ANY = "...";

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration administration;

    @BeforeEach
    void setUp() {
        realm.addUser(DemoRealm.user("gina"));
        admin.groups().make("sales").give("manager").below("emea").join("gina");
        admin.createScope("export:contacts", CONTACTS_APP, Map.of(PermissionScopes.PROTECTED, "true"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/explain.md", "docs/status.md"})
    void areTrue(String document) throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of(document)));
        List<String> wrong = new ArrayList<>();
        int examples = 0;
        while (example.find()) {
            examples++;
            Answer answer = administration.send(
                    example.group(1),
                    example.group(2),
                    "application/json",
                    example.group(3).isBlank() ? null : example.group(3));
            JsonNode expected = JSON.readTree(example.group(4));
            JsonNode actual = answer.body();
            mask(actual, expected);
            if (!actual.equals(expected)) {
                wrong.add(example.group(1) + " " + example.group(2) + "\n" + example.group(3)
                        + JSON.writeValueAsString(actual));
            }
        }

        assertThat(wrong).as("answers").isEmpty();
        assertThat(examples).isPositive();
    }

    /** Ids are others on every server. Where the document leaves something out, it says {@code "..."}. */
    private static void mask(JsonNode actual, JsonNode expected) {
        if (actual instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(name -> {
                if (expected.path(name).asText().equals(ANY) || isId(name, object)) {
                    object.put(name, ANY);
                } else {
                    mask(object.get(name), expected.path(name));
                }
            });
        } else {
            for (int i = 0; i < actual.size(); i++) {
                mask(actual.get(i), expected.path(i));
            }
        }
    }

    private static boolean isId(String name, ObjectNode object) {
        return name.equals("id") && object.get(name).asText().length() == 36;
    }
}
