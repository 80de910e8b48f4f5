package io.github.permissionscopes.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a realm role that bundles permissions of one or more APIs. A field that is null leaves the realm's
 * value as it is.
 *
 * @param permissions all permissions of the role: names of client roles by the API's client ID. Composites of the role
 *     that are no API's permission stay
 * @param renamedFrom the former name of the role; everybody who has the role keeps it
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
