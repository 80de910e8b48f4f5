package io.github.permissionscopes.realm;

import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.RoleUtils;

/** The permissions that a user or service account holds. */
public final class HeldPermissions {

    private HeldPermissions() {}

    /**
     * @return the ids of the effective roles: direct, through groups and their parents, and through composites of the
     *     subject's own roles (default roles are such a composite)
     */
    public static Set<String> of(UserModel subject) {
        return RoleUtils.getDeepUserRoleMappings(subject).stream()
                .map(RoleModel::getId)
                .collect(Collectors.toUnmodifiableSet());
    }
}
