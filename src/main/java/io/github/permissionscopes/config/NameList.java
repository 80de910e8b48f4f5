package io.github.permissionscopes.config;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.Constants;

/**
 * A setting that contains names of clients or client scopes in one text. The console separates the names by {@code ##},
 * realm files also by commas and spaces, which a name may contain as well. The realm's objects resolve the ambiguity: a
 * text that is an existing name as a whole is that name and no list.
 *
 * @param names in the order of the text
 */
public record NameList(Set<String> names) {

    private static final Pattern SEPARATOR = Pattern.compile("[,\\s]");

    public NameList {
        names = Collections.unmodifiableSet(new LinkedHashSet<>(names));
    }

    /**
     * @param value as stored
     * @param exists whether an object has this name; called only if the text is ambiguous
     */
    public static NameList parse(@Nullable String value, Predicate<String> exists) {
        Set<String> names = new LinkedHashSet<>();
        for (String part : value == null ? new String[0] : value.split(Constants.CFG_DELIMITER)) {
            names.addAll(read(part.strip(), exists));
        }
        names.remove("");
        return new NameList(names);
    }

    private static List<String> read(String part, Predicate<String> exists) {
        if (!couldBeList(part) || exists.test(part)) {
            return List.of(part);
        }
        return Stream.of(part.split(","))
                .map(String::strip)
                .flatMap(name -> words(name, exists).stream())
                .toList();
    }

    /**
     * Words are separate names only if all of them exist. Otherwise "my api", after that client was renamed, would mean
     * the client "my".
     */
    private static List<String> words(String name, Predicate<String> exists) {
        List<String> words = List.of(name.split("\\s+"));
        return words.size() == 1 || exists.test(name) || !words.stream().allMatch(exists) ? List.of(name) : words;
    }

    /** @return whether this name could be taken for a list */
    public static boolean couldBeList(String name) {
        return SEPARATOR.matcher(name).find();
    }

    /** @return this list with the new name instead of the former one; without either if the new one cannot be stored */
    public NameList renamed(String from, String to) {
        if (to.contains(Constants.CFG_DELIMITER) || !to.equals(to.strip())) {
            return without(from);
        }
        return new NameList(new LinkedHashSet<>(
                names.stream().map(name -> name.equals(from) ? to : name).toList()));
    }

    public NameList without(String name) {
        Set<String> others = new LinkedHashSet<>(names);
        others.remove(name);
        return new NameList(others);
    }

    /**
     * @return this list without names that cannot be stored unambiguously: one that does not exist may look like a list
     *     of others
     */
    public NameList sayable(Predicate<String> exists) {
        return parse(stored(), exists).equals(this)
                ? this
                : new NameList(new LinkedHashSet<>(names.stream()
                        .filter(name -> !couldBeList(name) || exists.test(name))
                        .toList()));
    }

    /** @return the text that is parsed as this list, if it is {@link #sayable} */
    public String stored() {
        return String.join(Constants.CFG_DELIMITER, names);
    }
}
