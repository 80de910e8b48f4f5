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
 * @param isDefault whether the client has the scope whatever it asks for, so that no request can go on without it
 * @param openedBy of a default scope, the ids of the roles one of which is enough for Keycloak's own check: the required ones
 *     and all their parts; empty where it lets everybody have it
 */
public record ScopeRule(
        Set<Permission> requires,
        Match match,
        Set<String> apis,
        boolean autoGrant,
        Refusal refusal,
        OptionalInt minimumLevel,
        boolean isDefault,
        Set<String> openedBy) {

    /** A minimum level that nobody reaches. */
    public static final int UNREACHABLE = Integer.MAX_VALUE;

    public ScopeRule {
        requires = Set.copyOf(requires);
        apis = Set.copyOf(apis);
        openedBy = Set.copyOf(openedBy);
        Objects.requireNonNull(match);
        Objects.requireNonNull(refusal);
        Objects.requireNonNull(minimumLevel);
    }

    /** The same rule of a scope that the client has whatever it asks for. */
    public ScopeRule ofDefaultScope(Set<String> opening) {
        return new ScopeRule(requires, match, apis, autoGrant, refusal, minimumLevel, true, opening);
    }

    /**
     * The rule as it stands in a token for one of the scope's APIs. A scope name may be a permission of several APIs; then
     * the others' roles say nothing about this one. Where all are required, the others' are as well: to name an API is a
     * client's choice, so it must not loosen anything.
     */
    public ScopeRule inTokenFor(String target) {
        if (match == Match.ALL) {
            return this;
        }
        Set<Permission> relevant = requires.stream()
                .filter(permission -> permission.speaksFor(target))
                .collect(Collectors.toUnmodifiableSet());
        Match one = match == Match.EACH_API ? Match.ANY : match;
        return new ScopeRule(relevant, one, apis, autoGrant, refusal, minimumLevel, isDefault, openedBy);
    }

    /** Whether Keycloak's own check keeps this default scope out of the subject's tokens, so that nothing has to be stopped. */
    boolean isLeftOut(Set<String> held) {
        return isDefault && !openedBy.isEmpty() && openedBy.stream().noneMatch(held::contains);
    }

    /** Whether nobody can hold what the scope requires, since no permission is left. */
    boolean isOrphaned() {
        return match != Match.NONE && requires.isEmpty();
    }

    /** Whether a token for this API may not have the scope. What is no API's and requires no permission may be in any. */
    boolean isOfOtherApiThan(String target) {
        return !apis.contains(target) && !(match == Match.NONE && apis.isEmpty());
    }

    /** @return whether a login of this level is enough */
    public boolean reachedBy(int level) {
        return minimumLevel.isEmpty() || (level >= minimumLevel.getAsInt() && minimumLevel.getAsInt() != UNREACHABLE);
    }

    /** @return whether the subject may have the scope, be it only in a token for one of its APIs */
    boolean satisfiedBy(Set<String> held) {
        return switch (match) {
            case EACH_API, ANY -> requires.stream().anyMatch(permission -> held.contains(permission.id()));
            case ALL -> !requires.isEmpty() && requires.stream().allMatch(permission -> held.contains(permission.id()));
            case NONE -> true;
        };
    }

    /** @return the client ids of those of the scope's APIs at which the subject may not have it, where each one counts */
    public Set<String> apisWithout(Set<String> held) {
        return match == Match.EACH_API
                ? apis.stream()
                        .filter(api -> requires.stream()
                                .noneMatch(permission -> permission.speaksFor(api) && held.contains(permission.id())))
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    /** The ids of those required permissions that are held. */
    Set<String> heldOf(Set<String> held) {
        return requires.stream().map(Permission::id).filter(held::contains).collect(Collectors.toUnmodifiableSet());
    }
}
