package io.github.permissionscopes.explain;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/** The remedy for missing permissions: what people of the realm are given already, and only then the permissions themselves. */
final class RoleRemedy {

    private final UserModel subject;
    private final Givers givers;
    private final List<PathStep> own;

    RoleRemedy(UserModel subject, Givers givers) {
        this.subject = subject;
        this.givers = givers;
        this.own = subject.getGroupsStream()
                .map(group -> PathStep.of(group))
                .sorted(PathStep.ORDER)
                .toList();
    }

    /**
     * @param missing all of them are needed
     * @param before what the text begins with
     */
    Change of(String scope, List<RoleModel> missing, String before) {
        List<PathStep> permissions =
                missing.stream().map(role -> PathStep.of(role)).toList();
        // A realm role is what people are given.
        List<RoleModel> containing =
                missing.stream().anyMatch(role -> role.isClientRole()) ? givers.roles(missing) : List.of();
        List<PathStep> groups =
                givers.groups(missing).stream().map(group -> PathStep.of(group)).toList();
        List<PathStep> roles = containing.isEmpty() ? permissions : List.of(PathStep.of(containing.get(0)));
        String join = groups.isEmpty()
                ? ""
                : "; or make " + named(subject) + " a member of "
                        + (groups.size() == 1 ? "group " : "one of the groups ")
                        + paths(groups) + (groups.size() == 1 ? ", which gives" : ", each of which gives")
                        + (missing.size() == 1 ? " it" : " them");
        String text = containing.isEmpty()
                ? "Give " + named(permissions) + toWhom() + join
                : "Give realm role " + roles.get(0).name() + ", which contains " + named(permissions)
                        + beyond(containing.get(0), missing) + "," + toWhom() + join + "; or give " + named(permissions)
                        + (missing.size() == 1 ? " itself" : " themselves");
        return Change.assignRoles(
                scope,
                roles,
                Stream.concat(Stream.of(PathStep.of(subject)), own.stream()).toList(),
                groups,
                containing.isEmpty() ? List.of() : permissions,
                before + text + ".");
    }

    private String beyond(RoleModel role, List<RoleModel> missing) {
        int others = givers.beyond(role, missing);
        return switch (others) {
            case 0 -> "";
            case 1 -> " and 1 other role";
            default -> " and " + others + " other roles";
        };
    }

    private String toWhom() {
        return " to " + named(subject) + (own.isEmpty() ? "" : ", or to one of the groups " + paths(own));
    }

    private static String paths(List<PathStep> groups) {
        return groups.stream().map(PathStep::path).collect(Collectors.joining(", "));
    }

    private static String named(List<PathStep> roles) {
        return (roles.size() == 1 ? "role " : "the roles ")
                + roles.stream()
                        .map(role -> role.name() + (role.client() == null ? "" : " of client " + role.client()))
                        .collect(Collectors.joining(", "));
    }

    static String named(UserModel subject) {
        return (subject.getServiceAccountClientLink() == null ? "user " : "service account ") + subject.getUsername();
    }
}
