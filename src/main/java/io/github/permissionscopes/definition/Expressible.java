package io.github.permissionscopes.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a definition can say what is in a realm. An administrator may have written more there than a definition
 * takes.
 */
public final class Expressible {

    private Expressible() {}

    /** @return whether a definition can be about a scope of this name */
    public static boolean isScopeName(@Nullable String name) {
        Fields field = Fields.root();
        TextCheck.scopeName(field, name);
        return field.errors().isEmpty();
    }

    /** @return whether it is the name of a client, a role or a group */
    public static boolean isName(@Nullable String name) {
        Fields field = Fields.root();
        TextCheck.name(field, name);
        return field.errors().isEmpty();
    }

    /** @return the text; null where there is none, or none that a definition takes */
    public static @Nullable String text(@Nullable String text, int longest) {
        Fields field = Fields.root();
        TextCheck.text(field, text, longest);
        return text == null || text.isEmpty() || !field.errors().isEmpty() ? null : text;
    }

    /** As above, of an API's identifier. */
    public static @Nullable String identifier(@Nullable String identifier) {
        Fields field = Fields.root();
        TextCheck.identifier(field, identifier);
        return identifier == null || identifier.isEmpty() || !field.errors().isEmpty() ? null : identifier;
    }

    /** As above, of an API's refusal. */
    public static @Nullable String refusal(@Nullable String refusal) {
        return refusal != null && DefinitionCheck.REFUSALS.contains(refusal) ? refusal : null;
    }

    /** @return whether a definition can be about a group of this path */
    public static boolean isPath(String path) {
        Fields field = Fields.root();
        RoleCheck.group(field, new GroupDefinition(path, List.of()));
        return field.errors().isEmpty();
    }
}
