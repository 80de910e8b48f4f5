package io.github.permissionscopes.definition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Copies of lists as they come from JSON: null stands for the empty one, and elements may be null until checked. */
final class Lists {

    private Lists() {}

    static <T> List<T> copy(@Nullable List<T> list) {
        return list == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(list));
    }

    /** As above, but null, which means "not said", stays null. */
    static <T> @Nullable List<T> copyOrNull(@Nullable List<T> list) {
        return list == null ? null : copy(list);
    }
}
