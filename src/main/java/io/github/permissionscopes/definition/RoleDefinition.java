package io.github.permissionscopes.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A realm role that carries permissions, across APIs. What is null is left as it is.
 *
 * @param permissions by the API's client ID, the names of its client roles: all permissions that the role has. Roles
 *     that are no API's permission are left in it
 * @param renamedFrom the name it had; who has it keeps it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RoleDefinition(
        String name,
        @Nullable String description,
        @Nullable Map<String, List<String>> permissions,
        @Nullable String renamedFrom) {

    public RoleDefinition {
        permissions = permissions == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(permissions));
    }
}
