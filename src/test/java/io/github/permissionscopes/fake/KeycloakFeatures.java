package io.github.permissionscopes.fake;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.keycloak.common.Profile;

/**
 * The features of the server that a test class stands on. Keycloak keeps them in a static field, so they go with it.
 */
public final class KeycloakFeatures implements BeforeAllCallback, AfterAllCallback {

    private final Runnable start;

    private KeycloakFeatures(Runnable start) {
        this.start = start;
    }

    /** Those that a server has where nothing is configured. */
    public static KeycloakFeatures usual() {
        return new KeycloakFeatures(Profile::defaults);
    }

    /** None: Keycloak's own code asks for no provider that only a feature needs. */
    public static KeycloakFeatures none() {
        return new KeycloakFeatures(() -> Profile.init(
                Profile.ProfileName.DEFAULT,
                Arrays.stream(Profile.Feature.values())
                        .collect(Collectors.toMap(Function.identity(), feature -> false))));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start.run();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Profile.reset();
    }
}
