package io.github.permissionscopes.explain;

import io.github.permissionscopes.explain.Choice.Gift;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.GroupModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/** A remedy in words: which roles to give to whom. */
final class RoleRemedy {

    private final UserModel subject;
    private final Givers givers;
    private final List<PathStep> own;

    RoleRemedy(UserModel subject, Givers givers) {
        this.subject = subject;
        this.givers = givers;
        this.own = givers.groupsOf(subject);
    }

    /** @param needs all of them must be met */
    Choice choose(List<Need> needs) {
        return Chooser.choose(needs, givers);
    }

    /**
     * @param before the beginning of the text
     * @param resources of which the request has to name one; empty if it need not change
     */
    Remedy of(String scope, Choice choice, String before, List<String> resources) {
        return Remedy.assignRoles(
                scope,
                steps(choice.gifts().stream().map(Gift::role)),
                Stream.concat(Stream.of(PathStep.of(subject)), own.stream()).toList(),
                choice.groups().stream().map(group -> PathStep.of(group)).toList(),
                choice.isPermissions() ? List.of() : steps(choice.permissions().stream()),
                resources,
                before + text(choice) + "." + caution(scope, choice));
    }

    private String text(Choice choice) {
        String permissions = named(choice.permissions());
        String themselves = permissions + (choice.permissions().size() == 1 ? " itself" : " themselves");
        if (choice.isPermissions()) {
            return "Give " + permissions + toWhom();
        }
        if (choice.gifts().isEmpty()) {
            return "Make " + joined(choice) + permissions + "; or give " + themselves + toWhom();
        }
        return "Give " + choice.gifts().stream().map(this::named).collect(Collectors.joining(" and ")) + toWhom()
                + (choice.groups().isEmpty()
                        ? ""
                        : "; or make " + joined(choice) + (choice.permissions().size() == 1 ? "it" : "them"))
                + "; or give " + themselves;
    }

    private String named(Gift gift) {
        return gift.isPermission()
                ? named(List.of(gift.role()))
                : "realm role " + gift.role().getName() + ", which contains " + named(gift.permissions())
                        + counted(" and ", beyond(givers.contents(gift.role()), gift.permissions()), "") + ",";
    }

    /** @return the sentence up to the word before what the groups give */
    private String joined(Choice choice) {
        boolean isOne = choice.groups().size() == 1;
        return named(subject) + " a member of "
                + (isOne ? "group " : "one of the groups ")
                + choice.groups().stream()
                        .map(group -> named(group, choice.permissions()))
                        .collect(Collectors.joining(", "))
                + (isOne ? ", which gives " : ", each of which gives ");
    }

    private String named(GroupModel group, List<RoleModel> permissions) {
        return PathStep.of(group).path() + counted(" (with ", beyond(givers.contents(group), permissions), ")");
    }

    private static long beyond(Set<RoleModel> roles, List<RoleModel> permissions) {
        return roles.stream().filter(role -> !permissions.contains(role)).count();
    }

    private static String counted(String before, long others, String after) {
        return others == 0 ? "" : before + others + (others == 1 ? " other role" : " other roles") + after;
    }

    private String caution(String scope, Choice choice) {
        return choice.permissions().stream().anyMatch(givers::isAdministrative)
                ? " Mind that by this somebody administers Keycloak; rather map another role to client scope " + scope
                        + "."
                : "";
    }

    private String toWhom() {
        return " to " + named(subject)
                + (own.isEmpty()
                        ? ""
                        : ", or to one of the groups "
                                + own.stream().map(PathStep::path).collect(Collectors.joining(", ")));
    }

    private static List<PathStep> steps(Stream<RoleModel> roles) {
        return roles.map(role -> PathStep.of(role)).toList();
    }

    private static String named(List<RoleModel> roles) {
        return (roles.size() == 1 ? "role " : "the roles ")
                + steps(roles.stream()).stream()
                        .map(role -> role.name() + (role.client() == null ? "" : " of client " + role.client()))
                        .collect(Collectors.joining(", "));
    }

    static String named(UserModel subject) {
        return (subject.getServiceAccountClientLink() == null ? "user " : "service account ") + subject.getUsername();
    }
}
