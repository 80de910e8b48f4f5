package io.github.permissionscopes.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * APIs, roles and groups of one realm, to be planned and applied together.
 *
 * @param realm the name of the realm that the bundle is made for; null for any
 * @param apis in this order on the consent page
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
