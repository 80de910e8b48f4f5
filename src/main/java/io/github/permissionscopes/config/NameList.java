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
 * A setting that names clients or client scopes, in one text. The console joins the names with {@code ##}; in realm
 * files commas and spaces do too, and a name may have these. So what is there in the realm tells what is meant: what is
 * a name as a whole is that one and no list.
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
     * @param exists whether something has this name. Not asked where the text can only mean one thing
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
     * Words are taken for names only if all of them are: else the client "my" would be meant where "my api" was
     * written, which has another name now.
     */
    private static List<String> words(String name, Predicate<String> exists) {
        List<String> words = List.of(name.split("\\s+"));
        return words.size() == 1 || exists.test(name) || !words.stream().allMatch(exists) ? List.of(name) : words;
    }

    /** @return whether this name could be taken for several ones */
    public static boolean couldBeList(String name) {
        return SEPARATOR.matcher(name).find();
    }

    /** @return the same with the new name in place of the former one; without it, should the new one not be storable */
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

    /** @return those of the names that a text can say: one that nothing has may read like a list of others */
    public NameList sayable(Predicate<String> exists) {
        return parse(stored(), exists).equals(this)
                ? this
                : new NameList(new LinkedHashSet<>(names.stream()
                        .filter(name -> !couldBeList(name) || exists.test(name))
                        .toList()));
    }

    /** @return the text that is read as this, if it is {@link #sayable} */
    public String stored() {
        return String.join(Constants.CFG_DELIMITER, names);
    }
}
