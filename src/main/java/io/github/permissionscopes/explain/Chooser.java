package io.github.permissionscopes.explain;

import io.github.permissionscopes.explain.Choice.Gift;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.keycloak.models.GroupModel;
import org.keycloak.models.RoleModel;

/**
 * Chooses the simplest remedy among the roles and groups that give missing permissions. It prefers what is given to
 * users already: a realm role that contains all that is missing, then a group that gives it, then one realm role per
 * part, and last the permissions themselves. Among equals it takes the one that gives least, then the first by name.
 */
final class Chooser {

    private final List<Need> needs;
    private final Givers givers;
    private final List<RoleModel> wanted;
    private final List<RoleModel> roles;

    private Chooser(List<Need> needs, Givers givers) {
        this.needs = needs;
        this.givers = givers;
        this.wanted =
                needs.stream().flatMap(need -> need.anyOf().stream()).distinct().toList();
        this.roles = givers.roles(wanted);
    }

    /** @param needs all of them must be met */
    static Choice choose(List<Need> needs, Givers givers) {
        Chooser chooser = new Chooser(needs, givers);
        return chooser.oneRole()
                .or(chooser::oneGroup)
                .or(chooser::onePermission)
                .orElseGet(chooser::several);
    }

    private Optional<Choice> oneRole() {
        return roles.stream()
                .map(role -> gift(role, needs))
                .filter(gift -> needs.stream().allMatch(isMetBy(gift.permissions())))
                .findFirst()
                .map(gift -> Choice.of(List.of(gift), groups(gift.permissions())));
    }

    private Optional<Choice> oneGroup() {
        return givers.groups(wanted).stream()
                .map(group -> permissions(needs, givers.contents(group)))
                .filter(permissions -> needs.stream().allMatch(isMetBy(permissions)))
                .findFirst()
                .map(permissions -> new Choice(List.of(), groups(permissions), permissions));
    }

    /** If several permissions are needed, one realm role may meet all of them, since it counts for every API. */
    private Optional<Choice> onePermission() {
        return wanted.stream()
                .filter(role -> needs.size() > 1 && needs.stream().allMatch(isMetBy(List.of(role))))
                .filter(role -> givers.isSuitable(role))
                .min(order())
                .map(role -> Choice.of(List.of(Gift.of(role)), List.of()));
    }

    private Choice several() {
        List<Gift> gifts = new ArrayList<>();
        List<Need> left = new ArrayList<>(needs);
        Optional<Gift> next = most(left);
        while (next.isPresent()) {
            gifts.add(next.get());
            left.removeIf(isMetBy(next.get().permissions()));
            next = most(left);
        }
        permissions(left, wanted).forEach(permission -> gifts.add(Gift.of(permission)));
        return Choice.of(gifts, List.of());
    }

    /** @return the realm role that meets most of the remaining needs; empty if none meets any */
    private Optional<Gift> most(List<Need> left) {
        return roles.stream()
                .map(role -> gift(role, left))
                .filter(gift -> !gift.permissions().isEmpty())
                .reduce((one, other) -> met(left, other) > met(left, one) ? other : one);
    }

    private static long met(List<Need> needs, Gift gift) {
        return needs.stream().filter(isMetBy(gift.permissions())).count();
    }

    private Gift gift(RoleModel role, List<Need> of) {
        return new Gift(role, permissions(of, givers.contents(role)));
    }

    /** @return for each of these needs that is met, the best role that meets it */
    private List<RoleModel> permissions(List<Need> of, Collection<RoleModel> given) {
        return Choice.sorted(
                of.stream().flatMap(need -> need.anyOf().stream().filter(given::contains).min(order()).stream()));
    }

    private List<GroupModel> groups(List<RoleModel> permissions) {
        return givers.groups(permissions).stream()
                .filter(group -> givers.contents(group).containsAll(permissions))
                .limit(Givers.MOST_GROUPS)
                .toList();
    }

    private static Predicate<Need> isMetBy(List<RoleModel> permissions) {
        return need -> need.anyOf().stream().anyMatch(permissions::contains);
    }

    /** Administrative roles come last, and the default role just before them. */
    private Comparator<RoleModel> order() {
        return Comparator.<RoleModel>comparingInt(
                        role -> givers.isAdministrative(role) ? 2 : givers.isDefault(role) ? 1 : 0)
                .thenComparingInt(role -> givers.contents(role).size())
                .thenComparing(role -> PathStep.of(role), PathStep.ORDER);
    }
}
