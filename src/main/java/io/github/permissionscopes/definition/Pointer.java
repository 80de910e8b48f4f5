package io.github.permissionscopes.definition;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A JSON pointer (RFC 6901) that grows at its end. Written out only where it is told: a document has many places, and
 * the names on the way to one can be long.
 *
 * @param parent null for the document itself
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
