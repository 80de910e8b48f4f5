package io.github.permissionscopes.definition.imports;

import io.github.permissionscopes.definition.InvalidDefinitionException;
import io.github.permissionscopes.definition.Pointer;
import java.util.ArrayList;
import java.util.List;

/** Collects the remarks about one document, within limits that keep the answer at a sensible size. */
final class Remarks {

    private static final int MOST = 10_000;

    /** Characters of all pointers together: a pointer contains all names on its path. */
    private static final int MOST_CHARACTERS = 5_000_000;

    private final List<Remark> all = new ArrayList<>();
    private long characters;

    /** @throws InvalidDefinitionException if the document has too many remarks */
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
