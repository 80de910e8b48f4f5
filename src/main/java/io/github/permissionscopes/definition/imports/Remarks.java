package io.github.permissionscopes.definition.imports;

import io.github.permissionscopes.definition.InvalidDefinitionException;
import io.github.permissionscopes.definition.Pointer;
import java.util.ArrayList;
import java.util.List;

/**
 * What was remarked of one document until now. Not more than an answer can have, of places whose names are long, too.
 */
final class Remarks {

    private static final int MOST = 10_000;

    /** Of all pointers together: one is as long as all names on the way to it. */
    private static final int MOST_CHARACTERS = 5_000_000;

    private final List<Remark> all = new ArrayList<>();
    private long characters;

    /** @throws InvalidDefinitionException where it is one too many */
    void add(Pointer pointer, String what, String why) {
        String field = pointer.toString();
        characters += field.length();
        if (all.size() >= MOST || characters > MOST_CHARACTERS) {
            throw new InvalidDefinitionException(
                    all.size() >= MOST ? field : "",
                    "There is too much in this document that a bundle cannot say: more than " + MOST
                            + " remarks, or their fields have more than " + MOST_CHARACTERS
                            + " characters together. Divide it, or take out what is not about scopes.");
        }
        all.add(new Remark(field, what, why));
    }

    List<Remark> list() {
        return List.copyOf(all);
    }
}
