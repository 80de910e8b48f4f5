package io.github.permissionscopes.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a value of the realm can be written in a definition. Keycloak accepts values that a definition rejects.
 */
public final class Expressible {

    private Expressible() {}

    /** @return whether a definition can contain a scope of this name */
    public static boolean isScopeName(@Nullable String name) {
        Fields field = Fields.root();
        TextCheck.scopeName(field, name);
        return field.errors().isEmpty();
    }

    /** @return whether a definition accepts it as the name of a client, a role or a group */
    public static boolean isName(@Nullable String name) {
        Fields field = Fields.root();
        TextCheck.name(field, name);
        return field.errors().isEmpty();
    }

    /** @return the text; null if there is none, or if a definition does not accept it */
    public static @Nullable String text(@Nullable String text, int longest) {
        Fields field = Fields.root();
        TextCheck.text(field, text, longest);
        return text == null || text.isEmpty() || !field.errors().isEmpty() ? null : text;
    }

    /** @return the API's identifier; null if there is none, or if a definition does not accept it */
    public static @Nullable String identifier(@Nullable String identifier) {
        Fields field = Fields.root();
        TextCheck.identifier(field, identifier);
        return identifier == null || identifier.isEmpty() || !field.errors().isEmpty() ? null : identifier;
    }

    /** @return the API's refusal; null if there is none, or if a definition does not accept it */
    public static @Nullable String refusal(@Nullable String refusal) {
        return refusal != null && ApiDefinition.REFUSALS.contains(refusal) ? refusal : null;
    }

    /** @return whether a definition can contain a group with this path */
    public static boolean isPath(String path) {
        Fields field = Fields.root();
        RoleCheck.group(field, new GroupDefinition(path, List.of()));
        return field.errors().isEmpty();
    }
}
