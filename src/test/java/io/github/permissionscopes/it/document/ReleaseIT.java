package io.github.permissionscopes.it.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.permissionscopes.it.support.server.SecondBuild;
import io.github.permissionscopes.it.support.server.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code mvn verify -Prelease} has made. */
@Tag("release")
class ReleaseIT {

    private static final List<String> KINDS = List.of(".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json");

    private static final String OURS = "(io/github/permissionscopes|META-INF|permission-scopes|theme/permission-scopes"
            + "|theme-resources)/.*|permission-scopes-build.properties";

    private final Path jar = TestServers.productJar();
    private final String name = jar.getFileName().toString().replaceFirst("[.]jar$", "");

    @Test
    void theSumsAreThoseOfTheFiles() throws Exception {
        Map<String, String> sums = SecondBuild.sums(jar.getParent());

        assertThat(sums.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        KINDS.stream().map(kind -> name + kind).toList());
        for (Map.Entry<String, String> sum : sums.entrySet()) {
            byte[] content = Files.readAllBytes(jar.resolveSibling(sum.getKey()));
            assertThat(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content)))
                    .as(sum.getKey())
                    .isEqualTo(sum.getValue());
        }
    }

    /** In another folder, time zone and language. */
    @Test
    void aSecondBuildHasTheSameBytes() throws Exception {
        Path second = SecondBuild.in(jar.resolveSibling("second-build"));

        assertThat(SecondBuild.sums(second)).isEqualTo(SecondBuild.sums(jar.getParent()));
    }

    /** Whatever is in the JAR and not ours would have to be a component. */
    @Test
    void theBillOfMaterialsSaysWhatIsInTheJar() throws Exception {
        JsonNode bom = new ObjectMapper()
                .readTree(jar.resolveSibling(name + "-cyclonedx.json").toFile());

        assertThat(bom.at("/metadata/component/purl").asText())
                .isEqualTo("pkg:maven/io.github.permissionscopes/keycloak-permission-scopes@"
                        + name.replaceFirst(".*-", "") + "?type=jar");
        assertThat(bom.path("components")).isEmpty();
        try (JarFile content = new JarFile(jar.toFile())) {
            assertThat(content.stream()
                            .filter(entry -> !entry.isDirectory())
                            .map(ZipEntry::getName)
                            .collect(Collectors.toSet()))
                    .allMatch(file -> file.matches(OURS))
                    .noneMatch(file -> file.endsWith(".jar"));
        }
    }

    @Test
    void sourcesAndJavadocAreThere() throws Exception {
        String decision = "io/github/permissionscopes/decision/ScopePolicy";
        try (JarFile sources =
                        new JarFile(jar.resolveSibling(name + "-sources.jar").toFile());
                JarFile javadoc =
                        new JarFile(jar.resolveSibling(name + "-javadoc.jar").toFile())) {
            assertThat(sources.getEntry(decision + ".java")).isNotNull();
            assertThat(javadoc.getEntry(decision + ".html")).isNotNull();
        }
    }
}
