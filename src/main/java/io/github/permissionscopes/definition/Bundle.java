package io.github.permissionscopes.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of API, role and group definitions for one realm that are planned and applied together.
 *
 * @param realm name of the realm that the bundle is written for; null for any realm
 * @param apis the APIs, in the order of the consent page
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Bundle(
        @Nullable String realm, List<ApiDefinition> apis, List<RoleDefinition> roles, List<GroupDefinition> groups) {

    public Bundle {
        apis = Lists.copy(apis);
        roles = Lists.copy(roles);
        groups = Lists.copy(groups);
    }
}
