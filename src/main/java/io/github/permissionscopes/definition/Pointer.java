package io.github.permissionscopes.definition;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A JSON pointer (RFC 6901) as a linked list of steps. The text is built only on demand: a document has many positions,
 * and the names on the path to one can be long.
 *
 * @param parent the pointer to the enclosing object or list; null for the document itself
 * @param step the name of a field, or the index of an element
 */
public record Pointer(@Nullable Pointer parent, String step) {

    /** The document itself. */
    public static final Pointer ROOT = new Pointer(null, "");

    public Pointer at(String name) {
        return new Pointer(this, name);
    }

    public Pointer at(int index) {
        return at(String.valueOf(index));
    }

    @Override
    public String toString() {
        Deque<String> steps = new ArrayDeque<>();
        for (Pointer place = this; place.parent != null; place = place.parent) {
            steps.push(place.step);
        }
        StringBuilder text = new StringBuilder();
        steps.forEach(name -> text.append('/').append(name.replace("~", "~0").replace("/", "~1")));
        return text.toString();
    }
}
