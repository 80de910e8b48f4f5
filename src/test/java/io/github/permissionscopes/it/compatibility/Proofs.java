package io.github.permissionscopes.it.compatibility;

import io.github.permissionscopes.it.support.server.CompatibilityTest;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The tests of {@link CompatibilityTest}, and what they prove. */
final class Proofs {

    private Proofs() {}

    /** @return all test methods that every supported server has to pass */
    static List<Method> tests() throws IOException, URISyntaxException {
        Path classes = Path.of(
                Proofs.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(file -> file.toString().endsWith("IT.class"))
                    .map(file -> classes.relativize(file).toString())
                    .map(name -> name.replace(".class", "").replace('/', '.').replace('\\', '.'))
                    .map(Proofs::load)
                    .filter(type -> type.isAnnotationPresent(CompatibilityTest.class))
                    .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                    .filter(Proofs::isTest)
                    .toList();
        }
    }

    /** @return those that prove it, as reports name them */
    static List<String> of(Ability ability, List<Method> tests) {
        return tests.stream()
                .filter(test -> test.isAnnotationPresent(Proves.class)
                        && List.of(test.getAnnotation(Proves.class).value()).contains(ability))
                .map(Proofs::name)
                .toList();
    }

    static String name(Method test) {
        return test.getDeclaringClass().getName() + "#" + test.getName();
    }

    private static boolean isTest(Method method) {
        return method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class);
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Proofs.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
