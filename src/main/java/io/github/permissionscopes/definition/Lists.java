package io.github.permissionscopes.definition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Unmodifiable copies of lists from JSON. Elements may be null until the definition is checked. */
final class Lists {

    private Lists() {}

    static <T> List<T> copy(@Nullable List<T> list) {
        return list == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(list));
    }

    /** @return a copy; null if the list is null, which means that the field was left out */
    static <T> @Nullable List<T> copyOrNull(@Nullable List<T> list) {
        return list == null ? null : copy(list);
    }
}
