package io.github.permissionscopes.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A place in a document, and what is wrong there and below.
 *
 * @param pointer where
 * @param errors all that were found in the document; shared by all its places
 */
record Fields(Pointer pointer, List<FieldError> errors) {

    /** Who has made more of them reads the first ones, and sends the document again. */
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

    /** @param elements null means the list was left out */
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
