package io.github.permissionscopes.decision;

import java.util.Objects;
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
 */
public record ScopeRule(Set<Permission> requires, Match match, Set<String> apis, boolean autoGrant, Refusal refusal) {

    public ScopeRule {
        requires = Set.copyOf(requires);
        apis = Set.copyOf(apis);
        Objects.requireNonNull(match);
        Objects.requireNonNull(refusal);
    }

    /**
     * The rule as it stands in a token for one of the scope's APIs. A scope name may be a permission of several APIs; then
     * the others' roles say nothing about this one.
     */
    public ScopeRule inTokenFor(String target) {
        Set<Permission> relevant = requires.stream()
                .filter(permission -> permission.speaksFor(target))
                .collect(Collectors.toUnmodifiableSet());
        return new ScopeRule(relevant, match, apis, autoGrant, refusal);
    }

    boolean satisfiedBy(Set<String> held) {
        return switch (match) {
            case ANY -> requires.stream().anyMatch(permission -> held.contains(permission.id()));
            case ALL -> !requires.isEmpty() && requires.stream().allMatch(permission -> held.contains(permission.id()));
        };
    }

    /** The ids of those required permissions that are held. */
    Set<String> heldOf(Set<String> held) {
        return requires.stream().map(Permission::id).filter(held::contains).collect(Collectors.toUnmodifiableSet());
    }
}
