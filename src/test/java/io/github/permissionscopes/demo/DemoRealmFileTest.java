package io.github.permissionscopes.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The realm of {@code compose.yaml} is that of the demo. After a change, {@code mvn test -Dtest=DemoRealmFileTest
 * -Ddocs.write=true} writes it anew.
 */
class DemoRealmFileTest {

    private static final Path FILE = Path.of("deploy/demo-realm.json");

    @Test
    void theFileIsTheRealmOfTheDemo() throws IOException {
        String text = DemoRealmFile.text();
        if (Boolean.getBoolean("docs.write")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, text);
        }

        assertThat(Files.readString(FILE))
                .as("stale: mvn test -Dtest=DemoRealmFileTest -Ddocs.write=true")
                .isEqualTo(text);
    }
}
