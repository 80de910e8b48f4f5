package io.github.permissionscopes.definition;

import java.util.List;

/**
 * The definition of a group that gives realm roles to its members.
 *
 * @param path path of the group as Keycloak writes it, such as {@code /sales/emea}; missing parent groups are created
 * @param roles names of realm roles; further roles of the group stay
 */
public record GroupDefinition(String path, List<String> roles) {

    public GroupDefinition {
        roles = Lists.copy(roles);
    }
}
