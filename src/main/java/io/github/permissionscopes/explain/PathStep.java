package io.github.permissionscopes.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Comparator;
import org.keycloak.models.ClientModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * One step on the path from a user to a permission.
 *
 * @param type {@code user}, {@code group} or {@code role}
 * @param id Keycloak's id of the object
 * @param name the user's or role's name; null for a group
 * @param client the client ID of the role's client; null for a realm role, a user or a group
 * @param path the group's path, as in {@code /sales/emea}; null for a user or a role
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PathStep(String type, String id, String name, String client, String path) {

    static final String USER = "user";
    static final String GROUP = "group";
    static final String ROLE = "role";

    /** Of paths of the same length, the first in this order is reported: roles before groups, realm roles first. */
    static final Comparator<PathStep> ORDER = Comparator.<PathStep>comparingInt(step -> step.type.equals(ROLE) ? 0 : 1)
            .thenComparing(step -> orEmpty(step.client))
            .thenComparing(step -> orEmpty(step.name))
            .thenComparing(step -> orEmpty(step.path))
            .thenComparing(step -> step.id);

    static PathStep of(UserModel user) {
        return new PathStep(USER, user.getId(), user.getUsername(), null, null);
    }

    static PathStep of(GroupModel group) {
        return new PathStep(GROUP, group.getId(), null, null, KeycloakModelUtils.buildGroupPath(group));
    }

    public static PathStep of(RoleModel role) {
        String client = role.isClientRole() ? ((ClientModel) role.getContainer()).getClientId() : null;
        return new PathStep(ROLE, role.getId(), role.getName(), client, null);
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
