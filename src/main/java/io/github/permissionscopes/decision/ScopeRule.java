package io.github.permissionscopes.decision;

import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a protected scope requires.
 *
 * @param requires the required permissions; empty when none is left, which nobody satisfies
 * @param match how many of them must be held
 * @param apis the client ids of the APIs that the scope belongs to; empty when it belongs to none
 * @param autoGrant whether the scope is added for those who may have it, though nobody asked
 * @param refusal the strictest refusal that one of its APIs asks for; {@link Refusal#STRIP} where none does
 * @param minimumLevel the level of authentication that the subject must have reached; empty where it does not count
 */
public record ScopeRule(
        Set<Permission> requires,
        Match match,
        Set<String> apis,
        boolean autoGrant,
        Refusal refusal,
        OptionalInt minimumLevel) {

    /** A minimum level that nobody reaches. */
    public static final int UNREACHABLE = Integer.MAX_VALUE;

    public ScopeRule {
        requires = Set.copyOf(requires);
        apis = Set.copyOf(apis);
        Objects.requireNonNull(match);
        Objects.requireNonNull(refusal);
        Objects.requireNonNull(minimumLevel);
    }

    /**
     * The rule as it stands in a token for one of the scope's APIs. A scope name may be a permission of several APIs; then
     * the others' roles say nothing about this one.
     */
    public ScopeRule inTokenFor(String target) {
        Set<Permission> relevant = requires.stream()
                .filter(permission -> permission.speaksFor(target))
                .collect(Collectors.toUnmodifiableSet());
        return new ScopeRule(relevant, match, apis, autoGrant, refusal, minimumLevel);
    }

    /** Whether nobody can hold what the scope requires, since no permission is left. */
    boolean isOrphaned() {
        return match != Match.NONE && requires.isEmpty();
    }

    /** Whether a token for this API may not have the scope. What is no API's and requires no permission may be in any. */
    boolean isOfOtherApiThan(String target) {
        return !apis.contains(target) && !(match == Match.NONE && apis.isEmpty());
    }

    boolean reachedBy(int level) {
        return minimumLevel.isEmpty() || (level >= minimumLevel.getAsInt() && minimumLevel.getAsInt() != UNREACHABLE);
    }

    boolean satisfiedBy(Set<String> held) {
        return switch (match) {
            case ANY -> requires.stream().anyMatch(permission -> held.contains(permission.id()));
            case ALL -> !requires.isEmpty() && requires.stream().allMatch(permission -> held.contains(permission.id()));
            case NONE -> true;
        };
    }

    /** The ids of those required permissions that are held. */
    Set<String> heldOf(Set<String> held) {
        return requires.stream().map(Permission::id).filter(held::contains).collect(Collectors.toUnmodifiableSet());
    }
}
