package io.github.permissionscopes.server;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.common.Profile;

/**
 * What this server has and another supported one has not, or has under another name. All of it is looked up by name: a class
 * that refers to what is not there cannot be loaded.
 */
public final class Capabilities {

    /** {@code TokenPostProcessor}, which Keycloak asks about every token that it makes. Since 26.6. */
    public static final boolean TOKEN_POST_PROCESSOR =
            find("org.keycloak.protocol.oidc.token.TokenPostProcessor").isPresent();

    /** {@code V1TokenExchangeProvider}, the legacy token exchange. Since 26.2; it was another class before. */
    public static final boolean LEGACY_EXCHANGE =
            find("org.keycloak.protocol.oidc.tokenexchange.V1TokenExchangeProvider")
                    .isPresent();

    /** Micrometer, a library of every server so far. No extension may rely on it. */
    public static final boolean METRICS =
            find("io.micrometer.core.instrument.Metrics").isPresent();

    private Capabilities() {}

    /** @return whether Keycloak's feature of the JWT authorization grant (RFC 7523) is on. Since 26.5 */
    public static boolean isJwtAuthorizationGrantOn() {
        return isOn(Set.of("JWT_AUTHORIZATION_GRANT"));
    }

    /** @return whether Keycloak's feature of parameterized scopes is on. Until 26.6 it has its former name */
    public static boolean areParameterizedScopesOn() {
        return isOn(Set.of("PARAMETERIZED_SCOPES", "DYNAMIC_SCOPES"));
    }

    /** @return {@code AdminPermissions}; the second name is the one before 26.3 */
    public static Optional<Class<?>> adminPermissions() {
        return Stream.of(
                        "org.keycloak.services.resources.admin.fgap.AdminPermissions",
                        "org.keycloak.services.resources.admin.permissions.AdminPermissions")
                .flatMap(name -> find(name).stream())
                .findFirst();
    }

    private static boolean isOn(Set<String> feature) {
        // Outside a server there is no profile.
        return Profile.getInstance() != null
                && Arrays.stream(Profile.Feature.values())
                        .filter(known -> feature.contains(known.name()))
                        .anyMatch(Profile::isFeatureEnabled);
    }

    private static Optional<Class<?>> find(String name) {
        try {
            return Optional.of(Class.forName(name, false, Capabilities.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }
}
