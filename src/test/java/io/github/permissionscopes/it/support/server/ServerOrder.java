package io.github.permissionscopes.it.support.server;

import java.util.Comparator;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;

/**
 * Runs test classes that want the same server one after the other. The test framework has one server at a time and
 * starts it anew whenever a class wants another than the class before it did. Classes without such a server come first,
 * while there is none that takes memory. Otherwise by name, so that every run has the same order.
 */
public final class ServerOrder implements ClassOrderer {

    private static final String NO_SERVER = "";

    @Override
    public void orderClasses(ClassOrdererContext context) {
        context.getClassDescriptors()
                .sort(Comparator.comparing(ServerOrder::server)
                        .thenComparing(test -> test.getTestClass().getName()));
    }

    private static String server(ClassDescriptor test) {
        return test.findAnnotation(KeycloakIntegrationTest.class)
                .map(wanted -> wanted.config().getName())
                .orElse(NO_SERVER);
    }
}
