package io.github.permissionscopes.definition;

import java.util.Arrays;

/** Validates one {@link RoleDefinition} or {@link GroupDefinition}, without looking at the realm. */
final class RoleCheck {

    private RoleCheck() {}

    static void role(Fields at, RoleDefinition role) {
        TextCheck.name(at.at("name"), role.name());
        TextCheck.text(at.at("description"), role.description(), DefinitionLimits.LONGEST_NAME);
        if (role.renamedFrom() != null) {
            TextCheck.name(at.at(RenameCheck.RENAMED_FROM), role.renamedFrom());
        }
        if (role.permissions() != null) {
            role.permissions().forEach((api, permissions) -> {
                Fields field = at.at("permissions").at(api);
                TextCheck.name(field, api);
                if (permissions == null) {
                    field.error("A list of permissions is expected here.");
                }
                TextCheck.names(field, permissions);
            });
        }
    }

    static void group(Fields at, GroupDefinition group) {
        Fields field = at.at("path");
        String path = group.path();
        if (path == null || !path.startsWith("/") || path.endsWith("/") || path.contains("//")) {
            field.error("A path such as /sales/emea is expected here.");
        } else if (path.length() > DefinitionLimits.LONGEST_PATH) {
            field.error("At most " + DefinitionLimits.LONGEST_PATH + " characters; these are " + path.length() + ".");
        } else if (path.chars().filter(sign -> sign == '/').count() > DefinitionLimits.MOST_LEVELS) {
            field.error("A path has at most " + DefinitionLimits.MOST_LEVELS + " groups.");
        } else {
            Arrays.stream(path.substring(1).split("/")).forEach(name -> TextCheck.name(field, name));
        }
        TextCheck.names(at.at("roles"), group.roles());
    }
}
