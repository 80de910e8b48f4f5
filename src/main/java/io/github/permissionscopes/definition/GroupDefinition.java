package io.github.permissionscopes.definition;

import java.util.List;

/**
 * A group that gives realm roles to its members.
 *
 * @param path as Keycloak writes it: {@code /sales/emea}. Groups on the way are made
 * @param roles names of realm roles; roles that the group has beyond these stay
 */
public record GroupDefinition(String path, List<String> roles) {

    public GroupDefinition {
        roles = Lists.copy(roles);
    }
}
