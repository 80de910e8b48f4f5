package io.github.permissionscopes.explain;

import java.util.List;
import org.keycloak.models.RoleModel;

/**
 * A part of what is missing. Where a rule leaves several, each of them must be met.
 *
 * @param anyOf the required roles one of which meets it
 */
record Need(List<RoleModel> anyOf) {

    Need {
        anyOf = List.copyOf(anyOf);
    }
}
