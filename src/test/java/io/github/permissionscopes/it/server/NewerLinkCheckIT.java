package io.github.permissionscopes.it.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.compatibility.*;
import io.github.permissionscopes.it.support.server.*;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * As {@link LinkCheckIT}, for Keycloaks of which there are libraries and no distribution. What is not there is taken
 * from the server that the JAR is compiled against; a file beside the libraries says what that was.
 */
@CompatibilityTest
class NewerLinkCheckIT {

    /** Each the name of a system property: the directory of the libraries, whose name is their version. */
    @ParameterizedTest
    @ValueSource(strings = {"permissionScopes.newest", "permissionScopes.next"})
    @Proves(Ability.LINKS)
    void nothingIsMissingInWhatIsThereOfANewerServer(String property) throws IOException {
        Path directory = Path.of(System.getProperty(property));
        List<Path> newer = jars(directory);
        Path home = TestServers.builtHome();
        Set<String> artifacts = newer.stream().map(NewerLinkCheckIT::artifact).collect(Collectors.toSet());
        List<Path> others = LinkCheck.libraries(home).stream()
                // Of a distribution, the file's name begins with the group.
                .filter(file ->
                        artifacts.stream().noneMatch(name -> artifact(file).endsWith("." + name)))
                .toList();
        List<Path> all = Stream.of(newer, others).flatMap(List::stream).toList();

        try (LinkCheck check = new LinkCheck(all, TestServers.productJar())) {
            Set<String> missing = check.missing();

            assertThat(missing).isEmpty();
            List<String> read = newer.stream()
                    .filter(file -> !check.packagesOf(List.of(file)).isEmpty())
                    .map(file -> file.getFileName().toString())
                    .toList();
            assertThat(read).isNotEmpty();
            Set<String> unread = check.packagesOf(others);
            List<String> keycloaks = unread.stream()
                    .filter(name -> name.startsWith("org.keycloak."))
                    .toList();
            String found =
                    "**%s.** Read, and nothing is missing: %s. Not there to be read, and taken from %s: %s; and %d packages of other libraries."
                            .formatted(
                                    directory.getFileName(),
                                    code(read),
                                    home.getFileName(),
                                    code(keycloaks),
                                    unread.size() - keycloaks.size());
            System.out.println(found);
            Files.writeString(directory.resolveSibling(directory.getFileName() + ".md"), found + "\n");
        }
    }

    private static List<Path> jars(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private static String artifact(Path jar) {
        return jar.getFileName().toString().replaceFirst("-\\d.*", "");
    }

    private static String code(Collection<String> names) {
        return names.isEmpty() ? "nothing" : names.stream().collect(Collectors.joining("`, `", "`", "`"));
    }
}
