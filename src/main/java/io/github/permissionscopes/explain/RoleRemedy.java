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
        List<RoleModel> containing = givers.roles(missing);
        List<PathStep> groups =
                givers.groups(missing).stream().map(group -> PathStep.of(group)).toList();
        boolean isGiven = !containing.isEmpty() || !groups.isEmpty();
        return Change.assignRoles(
                scope,
                isGiven
                        ? containing.stream()
                                .limit(1)
                                .map(role -> PathStep.of(role))
                                .toList()
                        : permissions,
                Stream.concat(Stream.of(PathStep.of(subject)), own.stream()).toList(),
                groups,
                isGiven ? permissions : List.of(),
                before + text(missing, permissions, containing, groups) + ".");
    }

    private String text(
            List<RoleModel> missing, List<PathStep> permissions, List<RoleModel> containing, List<PathStep> groups) {
        String raw = named(permissions);
        String itself = raw + (missing.size() == 1 ? " itself" : " themselves");
        if (containing.isEmpty()) {
            return groups.isEmpty()
                    ? "Give " + raw + toWhom()
                    : "Make " + joined(groups) + raw + "; or give " + itself + toWhom();
        }
        RoleModel first = containing.get(0);
        return "Give realm role " + first.getName() + ", which contains " + raw + beyond(first, missing) + ","
                + toWhom()
                + (groups.isEmpty() ? "" : "; or make " + joined(groups) + (missing.size() == 1 ? "it" : "them"))
                + "; or give " + itself;
    }

    /** @return up to the word before what the groups give */
    private String joined(List<PathStep> groups) {
        return named(subject) + " a member of "
                + (groups.size() == 1 ? "group " : "one of the groups ")
                + paths(groups) + (groups.size() == 1 ? ", which gives " : ", each of which gives ");
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
