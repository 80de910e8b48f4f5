package io.github.permissionscopes.server;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.common.Profile;
import org.keycloak.common.Version;

/**
 * What only some supported servers have, or have under another name. Classes are looked up by name, because a
 * class that refers to a missing one cannot be loaded.
 */
public final class Capabilities {

    /** {@code TokenPostProcessor}, which Keycloak calls for every token. Since 26.6. */
    public static final boolean TOKEN_POST_PROCESSOR =
            find("org.keycloak.protocol.oidc.token.TokenPostProcessor").isPresent();

    /** {@code V1TokenExchangeProvider}, the legacy token exchange. Since 26.2; another class before. */
    public static final boolean LEGACY_EXCHANGE =
            find("org.keycloak.protocol.oidc.tokenexchange.V1TokenExchangeProvider")
                    .isPresent();

    /** Micrometer. Every server so far has this library, but extensions cannot rely on it. */
    public static final boolean METRICS =
            find("io.micrometer.core.instrument.Metrics").isPresent();

    /**
     * Whether the console shows the rows of a stored map in the form of a page entry. Not in 26.0: its editor reads the
     * value before the entry is loaded, and shows none.
     */
    public static final boolean CONSOLE_SHOWS_STORED_ROWS = !Version.VERSION.startsWith("26.0.");

    private static final List<Profile.Feature> JWT_AUTHORIZATION_GRANT = features("JWT_AUTHORIZATION_GRANT");

    private static final List<Profile.Feature> PARAMETERIZED_SCOPES =
            features("PARAMETERIZED_SCOPES", "DYNAMIC_SCOPES");

    private Capabilities() {}

    /** @return whether Keycloak's feature JWT authorization grant (RFC 7523) is enabled. Since 26.5 */
    public static boolean isJwtAuthorizationGrantOn() {
        return isOn(JWT_AUTHORIZATION_GRANT);
    }

    /** @return whether Keycloak's feature of parameterized scopes is enabled; until 26.6 under its former name */
    public static boolean areParameterizedScopesOn() {
        return isOn(PARAMETERIZED_SCOPES);
    }

    /** @return the class {@code AdminPermissions}; the second name is the one before 26.3 */
    public static Optional<Class<?>> adminPermissions() {
        return Stream.of(
                        "org.keycloak.services.resources.admin.fgap.AdminPermissions",
                        "org.keycloak.services.resources.admin.permissions.AdminPermissions")
                .flatMap(name -> find(name).stream())
                .findFirst();
    }

    private static boolean isOn(List<Profile.Feature> any) {
        // Outside a server there is no profile.
        return Profile.getInstance() != null && any.stream().anyMatch(Profile::isFeatureEnabled);
    }

    /** @return the features that this server has under one of the names */
    private static List<Profile.Feature> features(String... names) {
        return Arrays.stream(Profile.Feature.values())
                .filter(known -> List.of(names).contains(known.name()))
                .toList();
    }

    private static Optional<Class<?>> find(String name) {
        try {
            return Optional.of(Class.forName(name, false, Capabilities.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }
}
