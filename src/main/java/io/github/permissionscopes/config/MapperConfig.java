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
 * The config of the product's protocol mapper.
 *
 * @param claim the path of the claim with the permissions: its name and, if nested, the names of its members
 * @param include which permissions the claim contains
 * @param dialect the profile that access tokens follow
 * @param maxSize size of the claim in bytes of JSON above which there is a warning; 0 for no warning
 * @param accessToken whether claim and dialect apply to access tokens
 * @param lightweight whether they apply to lightweight access tokens
 * @param introspection whether introspection responses contain the claim
 */
public record MapperConfig(
        List<String> claim,
        Include include,
        Dialect dialect,
        int maxSize,
        boolean accessToken,
        boolean lightweight,
        boolean introspection) {

    /** The permissions of the subject that the claim contains. */
    public enum Include {
        /** There is no claim. */
        NONE,
        /** Those by which the token's scopes were granted. */
        GRANTED,
        /** All that the subject holds on the relevant APIs, whether requested or not. */
        ALL
    }

    /** The profile of an access token. */
    public enum Dialect {
        /** As Keycloak creates it. */
        KEYCLOAK,
        /** As RFC 9068 requires. */
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

    /** Keys that tools write into mappers of any kind. */
    private static final List<String> OF_OTHER_MAPPERS = List.of(
            OIDCAttributeMapperHelper.INCLUDE_IN_ID_TOKEN,
            OIDCAttributeMapperHelper.INCLUDE_IN_USERINFO,
            OIDCAttributeMapperHelper.INCLUDE_IN_ACCESS_TOKEN_RESPONSE,
            OIDCAttributeMapperHelper.JSON_TYPE,
            ProtocolMapperUtils.MULTIVALUED,
            ProtocolMapperUtils.AGGREGATE_ATTRS);

    public static final String DEFAULT_CLAIM = "permissions";

    /** Half of the header size that many servers accept; a token travels in a header. */
    public static final int DEFAULT_MAX_SIZE = 4096;

    public MapperConfig {
        claim = List.copyOf(claim);
    }

    /**
     * @param config as stored. Missing and invalid values, which only a realm file can contain, mean the default. A
     *     missing {@code access.token.claim} means true, as in the form; Keycloak's own mappers take it for false
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
     * Whether claim and dialect apply to the access tokens of this request. Repeats
     * {@code AbstractOIDCProtocolMapper.getShouldUseLightweightToken}, which is not accessible in 26.0.
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

    /** @throws ProtocolMapperConfigException whose message names the key, the value and what is allowed */
    public static void validate(Map<String, String> config) throws ProtocolMapperConfigException {
        List<String> problems = problems(config);
        if (!problems.isEmpty()) {
            throw invalid(problems.get(0));
        }
    }

    /** @return a description of each invalid value */
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
     * Finds misspelled keys. The form does not reject them, since tools write their own keys into mappers of any kind.
     *
     * @return one or two sentences per key without a meaning
     */
    public static List<String> unknownSettings(Map<String, String> config) {
        return new ConfigProblems(config)
                .noOtherSettingsThan(KEYS, OF_OTHER_MAPPERS)
                .found();
    }

    /** Keycloak looks the key up, finds nothing, and uses the message as a {@link java.text.MessageFormat}. */
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
