package io.github.permissionscopes.config;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.AuthenticatorConfigModel;
import org.keycloak.models.Constants;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/**
 * The config of the product's condition in a login flow: its keys, its form in the admin console and its meaning.
 * Keycloak cannot reject the config of a login flow's step, so an invalid value has the strictest meaning.
 *
 * @param when which requests the condition is about
 * @param scopes the names that {@link When#GIVEN} is about
 * @param level the level that the sub-flow gives to a login; empty for none
 * @param maxAge for how many seconds later logins of the session keep the level
 * @param negate whether the result is inverted
 * @param always whether the condition is true for every request, because its config cannot be read
 */
public record ConditionConfig(
        When when, Set<String> scopes, OptionalInt level, int maxAge, boolean negate, boolean always) {

    public static final String WHEN = "when";
    public static final String SCOPES = "scopes";
    public static final String LEVEL = "level";
    public static final String MAX_AGE = "maxAge";
    public static final String NEGATE = "negate";

    /** Which requests a condition is about. */
    public enum When {
        /** The request names a protected scope that the user may have, possibly at another level of authentication. */
        ANY,
        /** Like {@link #ANY}, for certain scopes only. */
        GIVEN,
        /** The request names a protected scope that the user may not have at any level. */
        REFUSED
    }

    private static final List<String> WHEN_VALUES =
            Stream.of(When.values()).map(SwitchConfig::value).toList();

    public static final List<ProviderConfigProperty> PROPERTIES = ProviderConfigurationBuilder.create()
            .property()
            .name(WHEN)
            .label("When")
            .helpText("any: the request asks for a protected scope for which the user has the permission. given: the"
                    + " request asks for one of the scopes below. refused: the request asks for a protected"
                    + " scope for which the user has no permission.")
            .type(ProviderConfigProperty.LIST_TYPE)
            .options(WHEN_VALUES)
            .defaultValue(SwitchConfig.value(When.ANY))
            .add()
            .property()
            .name(SCOPES)
            .label("Scopes")
            .helpText("The names of the scopes to which given applies.")
            .type(ProviderConfigProperty.MULTIVALUED_STRING_TYPE)
            .add()
            .property()
            .name(LEVEL)
            .label("Level of authentication")
            .helpText("A whole number. A login that passes this sub-flow has reached this level; a login that has"
                    + " already reached it skips the sub-flow. Empty: the sub-flow sets no level.")
            .type(ProviderConfigProperty.STRING_TYPE)
            .add()
            .property()
            .name(MAX_AGE)
            .label("Max age")
            .helpText("The number of seconds for which later logins of the same browser session keep the level. 0:"
                    + " they do not keep it.")
            .type(ProviderConfigProperty.STRING_TYPE)
            .defaultValue("0")
            .add()
            .property()
            .name(NEGATE)
            .label("Negate")
            .helpText("Inverts the condition: the sub-flow is for all other requests.")
            .type(ProviderConfigProperty.BOOLEAN_TYPE)
            .defaultValue("false")
            .add()
            .build();

    /**
     * @param model null if nothing is configured
     * @param isScope whether there is a client scope of this name, which may contain commas
     */
    public static ConditionConfig parse(@Nullable AuthenticatorConfigModel model, Predicate<String> isScope) {
        Map<String, String> config = model == null || model.getConfig() == null ? Map.of() : model.getConfig();
        return new ConditionConfig(
                Stream.of(When.values())
                        .filter(when -> SwitchConfig.value(when).equals(config.get(WHEN)))
                        .findFirst()
                        .orElse(When.ANY),
                scopes(config.get(SCOPES), isScope).names(),
                number(config.get(LEVEL), ConditionConfig::isLevel),
                number(config.get(MAX_AGE), ConditionConfig::isSeconds).orElse(0),
                Boolean.parseBoolean(config.get(NEGATE)),
                !new ConfigProblems(config)
                        .oneOf(WHEN, WHEN_VALUES, "")
                        .flag(NEGATE, "")
                        .found()
                        .isEmpty());
    }

    /** @return a description of each value that is invalid or missing */
    public static List<String> problems(@Nullable Map<String, String> config) {
        Map<String, String> values = config == null ? Map.of() : config;
        boolean isGiven = SwitchConfig.value(When.GIVEN).equals(values.get(WHEN));
        boolean namesNone = scopes(values.get(SCOPES), name -> false).names().isEmpty();
        boolean hasLevel = values.get(LEVEL) != null && !values.get(LEVEL).isBlank();
        return new ConfigProblems(config)
                .oneOf(WHEN, WHEN_VALUES, "The sub-flow is for every login.")
                .flag(NEGATE, "The sub-flow is for every login.")
                .valid(
                        LEVEL,
                        value -> number(value, ConditionConfig::isLevel).isPresent(),
                        "is not a whole number above 0",
                        "The sub-flow sets no level, so it runs in each login, and scopes that require a level are"
                                + " refused.")
                .valid(
                        MAX_AGE,
                        value -> number(value, ConditionConfig::isSeconds).isPresent(),
                        "is not a number of seconds, 0 or more",
                        "The level lasts for one login only.")
                .and(
                        isGiven && namesNone,
                        SCOPES + ": none is named, but when=given needs one. The sub-flow is for "
                                + (Boolean.parseBoolean(values.get(NEGATE)) ? "every" : "no") + " login.")
                .and(
                        !isGiven && !namesNone,
                        SCOPES
                                + ": they count with when=given only, which is not set. The sub-flow is for every"
                                + " protected scope.")
                .and(
                        !hasLevel
                                && number(values.get(MAX_AGE), ConditionConfig::isSeconds)
                                                .orElse(0)
                                        > 0,
                        MAX_AGE + ": it counts with a level only, which is not set. The sub-flow runs in each login.")
                .noOthersThan(List.of(WHEN, SCOPES, LEVEL, MAX_AGE, NEGATE))
                .found();
    }

    /** @param value as stored. Names of client scopes contain no spaces */
    public static NameList scopes(@Nullable String value, Predicate<String> isScope) {
        return NameList.parse(value == null ? null : value.replaceAll("\\s+", Constants.CFG_DELIMITER), isScope);
    }

    private static boolean isLevel(int number) {
        return number > 0;
    }

    private static boolean isSeconds(int number) {
        return number >= 0;
    }

    private static OptionalInt number(@Nullable String value, IntPredicate valid) {
        try {
            return value == null || value.isBlank()
                    ? OptionalInt.empty()
                    : Stream.of(Integer.parseInt(value.strip()))
                            .mapToInt(Integer::intValue)
                            .filter(valid)
                            .findFirst();
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }
}
