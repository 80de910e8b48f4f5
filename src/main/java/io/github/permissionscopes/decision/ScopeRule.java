package io.github.permissionscopes.decision;

import java.util.HashSet;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The requirements of a protected scope.
 *
 * @param requires the required permissions; if none is left, nobody satisfies the rule
 * @param match how many of them must be held
 * @param apis the client IDs of the APIs that the scope belongs to; empty if it belongs to none
 * @param autoGrant whether the scope is added for subjects who may have it, even if not requested
 * @param refusal the strictest refusal of its APIs; {@link Refusal#STRIP} if none has one
 * @param minimumLevel the required level of authentication; empty if none is required
 * @param isDefault whether the client has the scope whatever it requests, so that no request can continue without it
 * @param openedBy for a default scope, the ids of the roles any of which passes Keycloak's own check: the required ones
 *     and all their parts; empty if everyone passes
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

    /** Returns the same rule for a default scope, which no request can leave out. */
    public ScopeRule ofDefaultScope(Set<String> opening) {
        return new ScopeRule(requires, match, apis, autoGrant, refusal, minimumLevel, true, opening);
    }

    /**
     * Returns the rule for a token for one of the scope's APIs. If several APIs share the scope name, roles of the
     * other APIs do not count. If all permissions are required, those of the other APIs still are: the client chooses
     * the API it names, so naming one must not loosen anything.
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

    /**
     * Whether Keycloak's own check keeps this default scope out of the subject's tokens, so that they need not be
     * stopped.
     */
    boolean isLeftOut(Set<String> held) {
        return isDefault && !openedBy.isEmpty() && openedBy.stream().noneMatch(held::contains);
    }

    /** Whether nobody can satisfy the rule, since no permission is left. */
    boolean isOrphaned() {
        return match != Match.NONE && requires.isEmpty();
    }

    /**
     * Whether a token for this API must not have the scope. A scope that belongs to no API and requires no permission
     * may be in any token.
     */
    boolean isOfOtherApiThan(String target) {
        return !apis.contains(target) && !(match == Match.NONE && apis.isEmpty());
    }

    /** @return whether a login of this level suffices */
    public boolean reachedBy(int level) {
        return minimumLevel.isEmpty() || (level >= minimumLevel.getAsInt() && minimumLevel.getAsInt() != UNREACHABLE);
    }

    /** @return whether the subject may have the scope, possibly only in a token for one of its APIs */
    boolean satisfiedBy(Set<String> held) {
        return switch (match) {
            case EACH_API, ANY -> isAnyHeld(held);
            case ALL -> !requires.isEmpty() && requires.stream().allMatch(permission -> held.contains(permission.id()));
            case NONE -> true;
        };
    }

    private boolean isAnyHeld(Set<String> held) {
        for (Permission permission : requires) {
            if (held.contains(permission.id())) {
                return true;
            }
        }
        return false;
    }

    /**
     * @return if each API counts, the client IDs of the scope's APIs at which the subject may not have it; otherwise
     *     empty
     */
    public Set<String> apisWithout(Set<String> held) {
        if (match != Match.EACH_API) {
            return Set.of();
        }
        Set<String> without = Set.of();
        for (String api : apis) {
            if (!isHeldFor(api, held)) {
                without = without.isEmpty() ? new HashSet<>() : without;
                without.add(api);
            }
        }
        return without;
    }

    private boolean isHeldFor(String api, Set<String> held) {
        for (Permission permission : requires) {
            if (permission.speaksFor(api) && held.contains(permission.id())) {
                return true;
            }
        }
        return false;
    }

    /** Returns the ids of the required permissions that are held. */
    Set<String> heldOf(Set<String> held) {
        if (requires.size() == 1) {
            Permission only = requires.iterator().next();
            return held.contains(only.id()) ? only.alone() : Set.of();
        }
        return requires.stream().map(Permission::id).filter(held::contains).collect(Collectors.toUnmodifiableSet());
    }
}
