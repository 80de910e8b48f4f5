package io.github.permissionscopes;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.permissionscopes.config.PermissionScopes;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.protocol.oidc.grants.OAuth2GrantTypeFactory;
import org.keycloak.provider.ProviderFactory;

/** What the server finds in {@code META-INF/services}. */
class ServiceRegistrationTest {

    private record Registration(Class<?> service, Class<?> implementation) {

        ProviderFactory<?> newFactory() {
            try {
                return (ProviderFactory<?>) implementation.getConstructor().newInstance();
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(implementation + " has no public constructor without arguments", e);
            }
        }

        @Override
        public String toString() {
            return implementation.getSimpleName() + " as " + service.getSimpleName();
        }
    }

    @ParameterizedTest
    @MethodSource("registrations")
    void registersAFinalClassThatKeycloakCanInstantiate(Registration registration) {
        Class<?> implementation = registration.implementation();

        assertThat(implementation).isPublic().isFinal();
        assertThat(registration.service()).isAssignableFrom(implementation);
        assertThat(registration.newFactory()).isInstanceOf(implementation);
    }

    @Test
    void registersEveryProviderFactoryOnce() throws IOException {
        List<String> factories = new ClassFileImporter()
                .importPath(classes()).stream()
                        .filter(type -> type.isAssignableTo(ProviderFactory.class))
                        .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                        .map(JavaClass::getName)
                        .toList();

        assertThat(factories).isNotEmpty();
        assertThat(registrations())
                .extracting(registration -> registration.implementation().getName())
                .containsExactlyInAnyOrderElementsOf(factories);
    }

    /**
     * "permission-scopes" is the id of three providers: required action, event listener and REST resource. "default" is
     * the client policy manager, "jpa" the realm provider.
     */
    @Test
    void registersExactlyTheFixedProviderIds() throws IOException {
        assertThat(registrations())
                .extracting(registration -> registration.newFactory().getId())
                .containsExactlyInAnyOrder(
                        "permission-scopes",
                        "permission-scopes",
                        "permission-scopes-authenticator",
                        "permission-scopes-condition",
                        "permission-scopes-mapper",
                        "permission-scopes-guard",
                        "permission-scopes-external-exchange",
                        "permission-scopes",
                        "permission-scopes-apis",
                        "default",
                        "jpa",
                        "openid-connect",
                        "access_token",
                        "authorization_code",
                        "client_credentials",
                        "password",
                        "refresh_token",
                        "urn:ietf:params:oauth:grant-type:device_code",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "urn:openid:params:grant-type:ciba",
                        "urn:ietf:params:oauth:grant-type:jwt-bearer",
                        "urn:ietf:params:oauth:grant-type:uma-ticket",
                        "urn:ietf:params:oauth:grant-type:pre-authorized_code");
    }

    @Test
    void comesBeforeKeycloaksOwnGrantTypes() throws IOException {
        assertThat(registrations())
                .filteredOn(registration -> registration.service().equals(OAuth2GrantTypeFactory.class))
                .isNotEmpty()
                .allSatisfy(registration -> assertThat(registration.newFactory().order())
                        .isGreaterThan(
                                keycloaksOwn(registration.newFactory().getId()).order()));
    }

    /** A shortcut is part of a token's id; with another one, Keycloak would not know the tokens of before. */
    @Test
    void keepsTheShortcutsOfKeycloaksOwnGrantTypes() throws IOException {
        assertThat(registrations())
                .filteredOn(registration -> registration.service().equals(OAuth2GrantTypeFactory.class))
                .extracting(registration -> (OAuth2GrantTypeFactory) registration.newFactory())
                .isNotEmpty()
                .allSatisfy(factory -> assertThat(factory.getShortcut())
                        .isEqualTo(keycloaksOwn(factory.getId()).getShortcut()));
    }

    private static OAuth2GrantTypeFactory keycloaksOwn(String id) {
        return ServiceLoader.load(OAuth2GrantTypeFactory.class).stream()
                .filter(provider -> provider.type().getName().startsWith("org.keycloak."))
                .map(ServiceLoader.Provider::get)
                .filter(factory -> factory.getId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    static Stream<Registration> registrations() throws IOException {
        try (Stream<Path> files = Files.list(classes().resolve("META-INF/services"))) {
            return files
                    .filter(file -> file.getFileName().toString().startsWith("org.keycloak."))
                    .flatMap(ServiceRegistrationTest::registrations)
                    .toList()
                    .stream();
        }
    }

    private static Stream<Registration> registrations(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .map(name -> new Registration(type(file.getFileName().toString()), type(name)));
        } catch (IOException e) {
            throw new AssertionError("Cannot read " + file, e);
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(name + " is registered but does not exist", e);
        }
    }

    private static Path classes() {
        try {
            return Path.of(PermissionScopes.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
