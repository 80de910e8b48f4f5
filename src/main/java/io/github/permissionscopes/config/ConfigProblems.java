package io.github.permissionscopes.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Collects invalid values of a config that Keycloak stores without validation: that of a login flow's step
 * ({@code AuthenticationManagementResource} has no hook for it, 26.0 to 26.7), and anything in a realm file.
 */
public final class ConfigProblems {

    static final List<String> BOOLEANS = List.of("true", "false");

    private final Map<String, String> config;
    private final List<String> found = new ArrayList<>();

    public ConfigProblems(@Nullable Map<String, String> config) {
        this.config = config == null ? Map.of() : config;
    }

    /** @param instead a sentence about what applies instead of an invalid value */
    public ConfigProblems oneOf(String key, Collection<String> allowed, String instead) {
        return valid(key, allowed::contains, "is not one of " + String.join(", ", allowed), instead);
    }

    public ConfigProblems flag(String key, String instead) {
        return valid(key, ConfigProblems::isFlag, "is neither true nor false", instead);
    }

    static boolean isFlag(@Nullable String value) {
        return "true".equalsIgnoreCase(value) || "false".equalsIgnoreCase(value);
    }

    /** @param problem a phrase about an invalid value */
    public ConfigProblems valid(String key, Predicate<String> isValid, String problem, String instead) {
        String value = config.get(key);
        if (value != null && !value.isBlank() && !isValid.test(value)) {
            found.add((key + ": \"" + value + "\" " + problem + ". " + instead).strip());
        }
        return this;
    }

    /** @param known all keys with a meaning; keys with a dot are Keycloak's own ({@code default.reference.value}) */
    ConfigProblems noOthersThan(Collection<String> known) {
        return unknown("key", known, key -> key.indexOf('.') >= 0);
    }

    /** @param others keys that have no meaning here but are not mistakes */
    ConfigProblems noOtherSettingsThan(Collection<String> known, Collection<String> others) {
        return unknown("setting", known, others::contains);
    }

    ConfigProblems and(boolean wrong, String problem) {
        return and(wrong ? List.of(problem) : List.of());
    }

    ConfigProblems and(List<String> problems) {
        found.addAll(problems);
        return this;
    }

    /** @param known the product's attributes that administrators may set at this kind of object */
    public ConfigProblems noOtherAttributesThan(Collection<String> known) {
        return unknown(
                "attribute",
                known,
                key -> !PermissionScopes.isAttribute(key) || PermissionScopes.OWN_ATTRIBUTES.contains(key));
    }

    private ConfigProblems unknown(String kind, Collection<String> known, Predicate<String> isForeign) {
        config.entrySet().stream()
                .filter(entry -> entry.getValue() != null && !entry.getValue().isBlank())
                .map(Map.Entry::getKey)
                .filter(key -> !known.contains(key) && !isForeign.test(key))
                .sorted()
                .forEach(key -> found.add(
                        "\"" + key + "\" is no " + kind + " of it. It has: " + String.join(", ", known) + "."));
        return this;
    }

    /** @return one or two sentences per invalid value: key, value, what is allowed, and what applies instead */
    public List<String> found() {
        return List.copyOf(found);
    }
}
