package io.github.permissionscopes.decision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The value of a {@code scope} parameter: scope tokens separated by single spaces (RFC 6749 §3.3), compared
 * case-sensitively.
 *
 * <p>Only the space separates, as in Keycloak's {@code TokenManager.parseScopeParameter}. A tab or a line feed is part
 * of a token, so the judged name is the one that Keycloak looks up.
 *
 * @param names the tokens in the order of the request, without duplicates or empty ones
 */
public record ScopeList(List<String> names) {

    public static final ScopeList EMPTY = new ScopeList(List.of());

    public ScopeList {
        names = List.copyOf(new LinkedHashSet<>(names));
    }

    /** @param value a {@code scope} parameter; null and the empty string mean that no scope is requested */
    public static ScopeList parse(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return EMPTY;
        }
        return new ScopeList(Arrays.stream(value.split(" "))
                .filter(token -> !token.isEmpty())
                .toList());
    }

    public boolean contains(String name) {
        return names.contains(name);
    }

    public boolean isEmpty() {
        return names.isEmpty();
    }

    /** The tokens of this list that are also in {@code other}, in this list's order. */
    public ScopeList retaining(Collection<String> other) {
        return filtered(set(other)::contains);
    }

    /** The tokens of this list that are not in {@code other}, in this list's order. */
    public ScopeList without(Collection<String> other) {
        Set<String> left = set(other);
        return filtered(name -> !left.contains(name));
    }

    private ScopeList filtered(Predicate<String> stays) {
        List<String> left = names.stream().filter(stays).toList();
        return left.size() == names.size() ? this : new ScopeList(left);
    }

    /** A request may name hundreds of scopes; each is looked up. */
    private static Set<String> set(Collection<String> names) {
        return names instanceof Set<String> set ? set : new HashSet<>(names);
    }

    /** This list followed by those tokens of {@code other} that it does not have. */
    public ScopeList and(ScopeList other) {
        if (other.isEmpty() || isEmpty()) {
            return isEmpty() ? other : this;
        }
        List<String> all = new ArrayList<>(names);
        all.addAll(other.names);
        return new ScopeList(all);
    }

    /** The parameter value: the tokens joined by single spaces; the empty string for no token. */
    @Override
    public String toString() {
        return String.join(" ", names);
    }
}
