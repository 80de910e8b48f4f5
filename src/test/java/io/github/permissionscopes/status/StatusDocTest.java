package io.github.permissionscopes.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.SwitchConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code docs/status.md} says of every finding what the code says, and of no other. */
class StatusDocTest {

    private static final Path DOCUMENT = Path.of("docs/status.md");
    private static final Pattern HEADING = Pattern.compile("### `(\\w+)`.*");

    @ParameterizedTest
    @EnumSource(FindingCode.class)
    void tellsSeverityAndRemedy(FindingCode code) throws IOException {
        String section = section(code.code());

        assertThat(section).contains("Severity: " + SwitchConfig.value(code.severity()) + ".");
        assertThat(section.replaceAll("\\s+", " ")).contains("Remedy: " + code.remedy());
    }

    @Test
    void hasASectionForEachCodeInTheirOrder() throws IOException {
        List<String> headings = Files.readAllLines(DOCUMENT).stream()
                .map(HEADING::matcher)
                .filter(heading -> heading.matches())
                .map(heading -> heading.group(1))
                .toList();

        assertThat(headings)
                .containsExactlyElementsOf(Arrays.stream(FindingCode.values())
                        .map(FindingCode::code)
                        .toList());
    }

    private static String section(String code) throws IOException {
        String document = Files.readString(DOCUMENT);
        int from = document.indexOf("### `" + code + "`");
        assertThat(from).as("section of %s", code).isNotNegative();
        int to = document.indexOf("### ", from + 1);
        return document.substring(from, to < 0 ? document.length() : to);
    }
}
