package io.github.permissionscopes.decision;

import java.util.Objects;
import java.util.Set;

/**
 * What a protected scope requires.
 *
 * @param requires the ids of the required permissions; empty when none is left, which nobody satisfies
 * @param match how many of them must be held
 * @param apis the client ids of the APIs that the scope belongs to; empty when it belongs to none
 * @param autoGrant whether the scope is added for those who may have it, though nobody asked
 * @param refusal the strictest refusal that one of its APIs asks for; {@link Refusal#STRIP} where none does
 */
public record ScopeRule(Set<String> requires, Match match, Set<String> apis, boolean autoGrant, Refusal refusal) {

    public ScopeRule {
        requires = Set.copyOf(requires);
        apis = Set.copyOf(apis);
        Objects.requireNonNull(match);
        Objects.requireNonNull(refusal);
    }

    boolean satisfiedBy(Set<String> held) {
        return switch (match) {
            case ANY -> requires.stream().anyMatch(held::contains);
            case ALL -> !requires.isEmpty() && held.containsAll(requires);
        };
    }
}
