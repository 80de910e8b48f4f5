package io.github.permissionscopes.explain;

import java.util.List;
import org.keycloak.models.RoleModel;

/**
 * A part of what a subject lacks. If a rule leads to several needs, each of them must be met.
 *
 * @param anyOf the required roles, any of which meets the need
 */
record Need(List<RoleModel> anyOf) {

    Need {
        anyOf = List.copyOf(anyOf);
    }
}
