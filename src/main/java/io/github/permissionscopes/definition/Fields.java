package io.github.permissionscopes.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A position in a document, with the list in which the errors of the document are collected.
 *
 * @param pointer the position
 * @param errors every error found so far in the document; all positions share the list
 */
record Fields(Pointer pointer, List<FieldError> errors) {

    /** Enough for one answer: an administrator corrects these and sends the document again. */
    private static final int MOST_ERRORS = 100;

    static Fields root() {
        return new Fields(Pointer.ROOT, new ArrayList<>());
    }

    Fields at(String name) {
        return new Fields(pointer.at(name), errors);
    }

    Fields at(int index) {
        return new Fields(pointer.at(index), errors);
    }

    void error(String message) {
        if (errors.size() < MOST_ERRORS) {
            errors.add(new FieldError(pointer.toString(), message));
        }
    }

    /** @param elements the list at this position; null if it was left out */
    <T> void each(@Nullable List<T> elements, BiConsumer<Fields, T> check) {
        for (int i = 0; elements != null && i < elements.size(); i++) {
            if (elements.get(i) == null) {
                at(i).error("An element is missing here.");
            } else {
                check.accept(at(i), elements.get(i));
            }
        }
    }

    void throwIfAny() {
        if (!errors.isEmpty()) {
            throw new InvalidDefinitionException(errors);
        }
    }
}
