package io.github.permissionscopes.refusalreport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The types of events that the report reads. */
class EventTypesTest {

    @Test
    void theDocumentsNameEachOfThem() throws IOException {
        String operations = Files.readString(Path.of("docs/operations.md"));
        String rollout = Files.readString(Path.of("docs/rollout.md"));

        assertThat(EventTypes.NEEDED).hasSize(22).allSatisfy(type -> {
            assertThat(operations).contains("`" + type.name().replaceFirst("(?<!POST_LOGIN)_ERROR$", "") + "`");
            assertThat(rollout).contains("\"" + type.name() + "\"");
        });
    }
}
