package io.github.permissionscopes.config;

import static org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper.INCLUDE_IN_ACCESS_TOKEN;
import static org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper.INCLUDE_IN_INTROSPECTION;
import static org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper.INCLUDE_IN_LIGHTWEIGHT_ACCESS_TOKEN;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.ProtocolMapperConfigException;
import org.keycloak.protocol.ProtocolMapperUtils;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;

/**
 * The protocol mapper's config.
 *
 * @param claim where the permissions are written: the name of a claim and, for a nested one, of its members
 * @param include which permissions are written
 * @param dialect which profile the access token follows
 * @param maxSize size of the claim in bytes of JSON above which there is a warning; 0 for no warning
 * @param accessToken whether claim and dialect are for access tokens
 * @param lightweight the same for lightweight access tokens
 * @param introspection whether the claim is in what introspection tells
 */
public record MapperConfig(
        List<String> claim,
        Include include,
        Dialect dialect,
        int maxSize,
        boolean accessToken,
        boolean lightweight,
        boolean introspection) {

    /** Which of the subject's permissions the claim names. */
    public enum Include {
        /** There is no claim. */
        NONE,
        /** Those by which the token's scopes were granted. */
        GRANTED,
        /** All that the subject holds on the APIs in question, asked for or not. */
        ALL
    }

    /** What an access token looks like. */
    public enum Dialect {
        /** As Keycloak makes it. */
        KEYCLOAK,
        /** As RFC 9068 asks for. */
        RFC9068
    }

    public static final String CLAIM_NAME = OIDCAttributeMapperHelper.TOKEN_CLAIM_NAME;
    public static final String INCLUDE = "permissions.include";
    public static final String DIALECT = "token.dialect";
    public static final String MAX_SIZE = "permissions.maxSize";

    private static final List<String> KEYS = List.of(
            CLAIM_NAME,
            INCLUDE,
            MAX_SIZE,
            DIALECT,
            INCLUDE_IN_ACCESS_TOKEN,
            INCLUDE_IN_LIGHTWEIGHT_ACCESS_TOKEN,
            INCLUDE_IN_INTROSPECTION);

    /** What tools write into a mapper of whatever kind. */
    private static final List<String> OF_OTHER_MAPPERS = List.of(
            OIDCAttributeMapperHelper.INCLUDE_IN_ID_TOKEN,
            OIDCAttributeMapperHelper.INCLUDE_IN_USERINFO,
            OIDCAttributeMapperHelper.INCLUDE_IN_ACCESS_TOKEN_RESPONSE,
            OIDCAttributeMapperHelper.JSON_TYPE,
            ProtocolMapperUtils.MULTIVALUED,
            ProtocolMapperUtils.AGGREGATE_ATTRS);

    public static final String DEFAULT_CLAIM = "permissions";

    /** Half of what many servers take as the longest header, in which a token travels. */
    public static final int DEFAULT_MAX_SIZE = 4096;

    public MapperConfig {
        claim = List.copyOf(claim);
    }

    /**
     * @param config as stored; missing values and those that make no sense, which only a realm file brings in, mean the
     *     default. Keycloak's own mappers take a missing {@code access.token.claim} for false; here it is true, as its
     *     form says
     */
    public static MapperConfig parse(Map<String, String> config) {
        boolean accessToken = flag(config, INCLUDE_IN_ACCESS_TOKEN, true);
        return new MapperConfig(
                ClaimPath.parse(config.get(CLAIM_NAME)).orElse(List.of(DEFAULT_CLAIM)),
                constant(Include.values(), config.get(INCLUDE)).orElse(Include.NONE),
                constant(Dialect.values(), config.get(DIALECT)).orElse(Dialect.KEYCLOAK),
                size(config.get(MAX_SIZE)).orElse(DEFAULT_MAX_SIZE),
                accessToken,
                flag(config, INCLUDE_IN_LIGHTWEIGHT_ACCESS_TOKEN, false),
                flag(config, INCLUDE_IN_INTROSPECTION, accessToken));
    }

    /**
     * Whether claim and dialect are for the access tokens of this request. Which ones are lightweight is for {@code
     * AbstractOIDCProtocolMapper.getShouldUseLightweightToken} to say, which in 26.0 is not open to others.
     */
    public boolean isForAccessTokens(KeycloakSession session) {
        String key = Constants.USE_LIGHTWEIGHT_ACCESS_TOKEN_ENABLED;
        boolean lightweightOnes =
                Boolean.parseBoolean(session.getContext().getClient().getAttribute(key))
                        || Boolean.TRUE.equals(session.getAttribute(key));
        return lightweightOnes ? lightweight : accessToken;
    }

    public boolean hasClaim() {
        return include != Include.NONE;
    }

    /** @throws ProtocolMapperConfigException with a text that names the key, the value and what is allowed */
    public static void validate(Map<String, String> config) throws ProtocolMapperConfigException {
        List<String> problems = problems(config);
        if (!problems.isEmpty()) {
            throw invalid(problems.get(0));
        }
    }

    /** @return what cannot be read in it */
    public static List<String> problems(Map<String, String> config) {
        return new ConfigProblems(config)
                .oneOf(INCLUDE, values(Include.values()), "")
                .oneOf(DIALECT, values(Dialect.values()), "")
                .valid(MAX_SIZE, value -> size(value).isPresent(), "is not a number of bytes, 0 or more", "")
                .valid(
                        CLAIM_NAME,
                        value -> ClaimPath.parse(value).isPresent(),
                        "is not possible: it has no name, or one that Keycloak sets itself",
                        "")
                .flag(INCLUDE_IN_ACCESS_TOKEN, "")
                .flag(INCLUDE_IN_LIGHTWEIGHT_ACCESS_TOKEN, "")
                .flag(INCLUDE_IN_INTROSPECTION, "")
                .found();
    }

    /**
     * What is misspelt. No form refuses it, since tools write what they know into a mapper of whatever kind.
     *
     * @return a sentence or two for each key that means nothing
     */
    public static List<String> unknownSettings(Map<String, String> config) {
        return new ConfigProblems(config)
                .noOtherSettingsThan(KEYS, OF_OTHER_MAPPERS)
                .found();
    }

    /** Keycloak looks the key up, in vain, and takes the message for a {@link java.text.MessageFormat} then. */
    private static ProtocolMapperConfigException invalid(String text) {
        return new ProtocolMapperConfigException(
                text.replace("'", "''").replace("{", "'{'"), PermissionScopes.MAPPER_ID + ".invalid");
    }

    private static boolean flag(Map<String, String> config, String key, boolean otherwise) {
        return ConfigProblems.isFlag(config.get(key)) ? Boolean.parseBoolean(config.get(key)) : otherwise;
    }

    private static Optional<Integer> size(@Nullable String value) {
        try {
            return value != null && !value.isBlank()
                    ? Optional.of(Integer.valueOf(value.strip())).filter(size -> size >= 0)
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static <E extends Enum<?>> Optional<E> constant(E[] constants, @Nullable String value) {
        return Arrays.stream(constants)
                .filter(constant -> SwitchConfig.value(constant).equals(value))
                .findFirst();
    }

    static List<String> values(Enum<?>[] constants) {
        return Arrays.stream(constants).map(SwitchConfig::value).toList();
    }
}
