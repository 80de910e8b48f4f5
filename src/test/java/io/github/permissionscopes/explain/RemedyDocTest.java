package io.github.permissionscopes.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every remedy that an answer may name is described, and no other. */
class RemedyDocTest {

    @Test
    void theGuideDescribesEachAction() throws IOException {
        String guide = Files.readString(Path.of("docs/explain.md"));
        String table = guide.substring(guide.indexOf("| `action` |"));

        assertThat(Pattern.compile("(?m)^\\| `(\\w+)` \\|")
                        .matcher(table.substring(0, table.indexOf("\n\n")))
                        .results()
                        .map(row -> row.group(1))
                        .skip(1))
                .containsExactlyInAnyOrderElementsOf(actions());
    }

    @Test
    void theOpenApiDocumentNamesEachAction() throws IOException {
        List<String> named = new ArrayList<>();
        new ObjectMapper()
                .readTree(Path.of("src/main/resources/permission-scopes/openapi.json")
                        .toFile())
                .at("/components/schemas/ScopeChange/properties/action/enum")
                .forEach(action -> named.add(action.asText()));

        assertThat(named).containsExactlyInAnyOrderElementsOf(actions());
    }

    private static List<String> actions() {
        return Arrays.stream(Remedy.class.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == String.class)
                .map(field -> {
                    try {
                        return (String) field.get(null);
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }
}
