package io.github.permissionscopes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** Every test that {@code docs/security.md} names is there, and runs. */
class SecurityDocTest {

    private static final Path DOCUMENT = Path.of("docs/security.md");
    private static final Path TESTS = Path.of("src/test/java");
    private static final Path MAIN = Path.of("src/main/java");
    private static final Pattern NAMED_TEST = Pattern.compile("`(\\w+(?:IT|Test)#\\w+)`");
    private static final Pattern NAMED_CLASS = Pattern.compile("`([A-Z][a-z]\\w+)`");
    private static final Pattern KEYCLOAKS_OWN = Pattern.compile("TokenPostProcessor|ClientPolicyManager");

    static Stream<String> namedTests() throws IOException {
        return found(NAMED_TEST);
    }

    static Stream<String> namedClasses() throws IOException {
        return found(NAMED_CLASS).filter(name -> !KEYCLOAKS_OWN.matcher(name).matches());
    }

    @ParameterizedTest
    @MethodSource("namedTests")
    void namesATestThatRuns(String test) throws Exception {
        String[] parts = test.split("#");
        Class<?> type = Class.forName(className(parts[0]), false, getClass().getClassLoader());
        List<Method> methods = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(parts[1]))
                .toList();

        assertThat(methods).as(test).isNotEmpty().allSatisfy(method -> {
            assertThat(AnnotationSupport.isAnnotated(method, Testable.class)).isTrue();
            assertThat(AnnotationSupport.isAnnotated(method, Disabled.class)).isFalse();
        });
        assertThat(AnnotationSupport.isAnnotated(type, Disabled.class)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("namedClasses")
    void namesAClassOfTheProduct(String name) throws IOException {
        assertThat(source(MAIN, name)).as(name).hasSize(1);
    }

    @Test
    void givesATestForEveryThreat() throws IOException {
        String[] sections = Files.readString(DOCUMENT).split("\n## ");

        assertThat(sections).hasSizeGreaterThan(10);
        assertThat(Arrays.stream(sections).skip(1).filter(section -> !section.startsWith("Not a")))
                .allSatisfy(section -> assertThat(section).contains("#"));
    }

    private static Stream<String> found(Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(DOCUMENT))
                .results()
                .map(result -> result.group(1))
                .distinct();
    }

    private static String className(String simpleName) throws IOException {
        List<Path> files = source(TESTS, simpleName);
        assertThat(files).as(simpleName).hasSize(1);
        String path = TESTS.relativize(files.get(0)).toString();
        return path.substring(0, path.length() - ".java".length()).replaceAll("[/\\\\]", ".");
    }

    private static List<Path> source(Path root, String simpleName) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.endsWith(simpleName + ".java")).toList();
        }
    }
}
