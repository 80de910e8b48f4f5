package io.github.permissionscopes.config;

import io.github.permissionscopes.decision.Mode;
import io.github.permissionscopes.decision.Refusal;
import io.github.permissionscopes.decision.Settings;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.userprofile.ValidationException;
import org.keycloak.validate.ValidationError;

/**
 * The config of the required action that is the realm's switch: its keys, its form in the admin console, its validation
 * and its meaning.
 */
public final class SwitchConfig {

    public static final String MODE = "mode";
    public static final String REFUSAL = "refusal";
    public static final String REPORT_ONLY_APIS = "reportOnlyApis";
    public static final String NOTICE = "notice";
    public static final String TELL_CLIENT = "tellClient";

    private static final List<String> KEYS = List.of(MODE, REFUSAL, REPORT_ONLY_APIS, NOTICE, TELL_CLIENT);

    private static final String NO_SETTING = "there is no such setting. There are: " + String.join(", ", KEYS) + ".";

    private static final Map<String, Mode> MODES = byValue(Mode.values());
    private static final Map<String, Refusal> REFUSALS = byValue(Refusal.values());

    /** The values of {@code refusal}, default first, for every form that offers them. */
    public static final List<String> REFUSAL_VALUES = Stream.of(
                    Refusal.STRIP, Refusal.REJECT, Refusal.REJECT_IF_NONE_LEFT)
            .map(SwitchConfig::value)
            .toList();

    public static final List<ProviderConfigProperty> PROPERTIES = ProviderConfigurationBuilder.create()
            .property()
            .name(MODE)
            .label("Mode")
            .helpText("enforce: refused scopes are removed. report: decisions are only written to events and logs;"
                    + " tokens do not change.")
            .type(ProviderConfigProperty.LIST_TYPE)
            .options(List.copyOf(MODES.keySet()))
            .defaultValue(value(Mode.ENFORCE))
            .add()
            .property()
            .name(REFUSAL)
            .label("Refusal")
            .helpText("strip: remove refused scopes. reject: answer the request with invalid_scope."
                    + " reject_if_none_left: strip, but reject if no protected scope is left.")
            .type(ProviderConfigProperty.LIST_TYPE)
            .options(REFUSAL_VALUES)
            .defaultValue(value(Refusal.STRIP))
            .add()
            .property()
            .name(REPORT_ONLY_APIS)
            .label("Report-only APIs")
            .helpText("Client IDs of APIs that are only reported on while the realm enforces.")
            .type(ProviderConfigProperty.MULTIVALUED_STRING_TYPE)
            .add()
            .property()
            .name(NOTICE)
            .label("Notice")
            .helpText(
                    "Shows the user, before consent, which scopes are refused, and asks whether to go on without them.")
            .type(ProviderConfigProperty.BOOLEAN_TYPE)
            .defaultValue("false")
            .add()
            .property()
            .name(TELL_CLIENT)
            .label("Tell the client")
            .helpText("Adds two fields to token responses: refused_scopes, an array of names, and"
                    + " refused_scope_reasons, the reason for each name.")
            .type(ProviderConfigProperty.BOOLEAN_TYPE)
            .defaultValue("false")
            .add()
            .build();

    private SwitchConfig() {}

    /**
     * @param config as stored; null, missing and unknown values mean the default, so that a realm file with a typing
     *     error still enforces
     * @param isClient whether the realm has a client with this client ID
     */
    public static Settings parse(@Nullable Map<String, String> config, Predicate<String> isClient) {
        if (config == null) {
            return Settings.DEFAULT;
        }
        return new Settings(
                parseMode(config),
                REFUSALS.getOrDefault(config.get(REFUSAL), Settings.DEFAULT.refusal()),
                NameList.parse(config.get(REPORT_ONLY_APIS), isClient).names(),
                Boolean.parseBoolean(config.get(NOTICE)),
                Boolean.parseBoolean(config.get(TELL_CLIENT)));
    }

    /** @param config as stored; may be null */
    static Mode parseMode(@Nullable Map<String, String> config) {
        return config == null ? Settings.DEFAULT.mode() : MODES.getOrDefault(config.get(MODE), Settings.DEFAULT.mode());
    }

    /** @return the refusal of this name; {@link Refusal#STRIP}, which tightens nothing, for null and unknown names */
    public static Refusal parseRefusal(@Nullable String value) {
        return REFUSALS.getOrDefault(value, Refusal.STRIP);
    }

    /** The stored form of a setting's value, as in {@code reject_if_none_left}. */
    public static String value(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** @throws ValidationException whose message names the key, the value and what is allowed */
    public static void validate(RealmModel realm, Map<String, String> config) {
        unknownKeys(config).findFirst().ifPresent(key -> {
            throw invalid(key, NO_SETTING);
        });
        requireOneOf(MODE, config.get(MODE), MODES.keySet());
        requireOneOf(REFUSAL, config.get(REFUSAL), REFUSAL_VALUES);
        requireOneOf(NOTICE, config.get(NOTICE), ConfigProblems.BOOLEANS);
        requireOneOf(TELL_CLIENT, config.get(TELL_CLIENT), ConfigProblems.BOOLEANS);
        Predicate<String> isClient = clientId -> realm.getClientByClientId(clientId) != null;
        for (String clientId :
                NameList.parse(config.get(REPORT_ONLY_APIS), isClient).names()) {
            if (!isClient.test(clientId)) {
                throw invalid(REPORT_ONLY_APIS, "there is no client \"" + clientId + "\" in this realm.");
            }
        }
    }

    /** @return a description of each invalid value, except for the names in {@code reportOnlyApis} */
    public static List<String> problems(@Nullable Map<String, String> config) {
        return new ConfigProblems(config)
                .oneOf(MODE, MODES.keySet(), "The realm enforces.")
                .oneOf(REFUSAL, REFUSAL_VALUES, "Refused scopes are stripped.")
                .flag(NOTICE, "There is no notice.")
                .flag(TELL_CLIENT, "Token responses do not name refused scopes.")
                .and(unknownKeys(config == null ? Map.of() : config)
                        .map(key -> key + ": " + NO_SETTING)
                        .toList())
                .found();
    }

    /** Keycloak offers a maximum age for every required action without a config of its own. It has no meaning here. */
    private static Stream<String> unknownKeys(Map<String, String> config) {
        return config.keySet().stream()
                .filter(key -> !KEYS.contains(key) && !key.equals(Constants.MAX_AUTH_AGE_KEY))
                .sorted();
    }

    private static void requireOneOf(String key, @Nullable String value, Collection<String> allowed) {
        if (value != null && !value.isEmpty() && !allowed.contains(value)) {
            throw invalid(key, "\"" + value + "\" is not one of " + String.join(", ", allowed) + ".");
        }
    }

    /** Keycloak's admin REST API responds to this type with status 400 and the message. */
    private static ValidationException invalid(String key, String problem) {
        return new ValidationException(
                new ValidationError(PermissionScopes.REQUIRED_ACTION_ID, key, key + ": " + problem));
    }

    private static <E extends Enum<E>> Map<String, E> byValue(E[] constants) {
        Map<String, E> byValue = new LinkedHashMap<>();
        for (E constant : constants) {
            byValue.put(value(constant), constant);
        }
        return byValue;
    }
}
