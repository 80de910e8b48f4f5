package io.github.permissionscopes.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What cannot be read in a config that Keycloak stores without asking us: that of a login flow's step (there is no call
 * for it in {@code AuthenticationManagementResource}, 26.0 to 26.7), and whatever a realm file brings in.
 */
public final class ConfigProblems {

    static final List<String> BOOLEANS = List.of("true", "false");

    private final Map<String, String> config;
    private final List<String> found = new ArrayList<>();

    public ConfigProblems(@Nullable Map<String, String> config) {
        this.config = config == null ? Map.of() : config;
    }

    /** @param instead what counts in place of another value, as a sentence */
    public ConfigProblems oneOf(String key, Collection<String> allowed, String instead) {
        return valid(key, allowed::contains, "is not one of " + String.join(", ", allowed), instead);
    }

    public ConfigProblems flag(String key, String instead) {
        return valid(key, ConfigProblems::isFlag, "is neither true nor false", instead);
    }

    static boolean isFlag(@Nullable String value) {
        return "true".equalsIgnoreCase(value) || "false".equalsIgnoreCase(value);
    }

    /** @param problem what is said of a value that is not valid */
    public ConfigProblems valid(String key, Predicate<String> isValid, String problem, String instead) {
        String value = config.get(key);
        if (value != null && !value.isBlank() && !isValid.test(value)) {
            found.add((key + ": \"" + value + "\" " + problem + ". " + instead).strip());
        }
        return this;
    }

    /**
     * @param known all keys that mean something; those with a dot are Keycloak's own ({@code default.reference.value})
     */
    ConfigProblems noOthersThan(Collection<String> known) {
        return unknown("key", known, key -> key.indexOf('.') >= 0);
    }

    /** @param others keys that mean nothing here, and are no mistake */
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

    /** @param known attributes of ours that somebody may write at this kind of object */
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

    /**
     * @return a sentence or two for each value that cannot be read: key, value, what is allowed, and what counts
     *     instead
     */
    public List<String> found() {
        return List.copyOf(found);
    }
}
