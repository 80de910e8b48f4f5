package io.github.permissionscopes.definition;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Validates the {@code renamedFrom} fields among the elements of one list. */
final class RenameCheck {

    static final String RENAMED_FROM = "renamedFrom";

    private RenameCheck() {}

    static <T> void renames(Fields at, List<T> elements, Function<T, String> nameOf, Function<T, String> oldNameOf) {
        Set<String> names =
                elements.stream().filter(Objects::nonNull).map(nameOf).collect(Collectors.toSet());
        Set<String> oldNames = new HashSet<>();
        for (int i = 0; i < elements.size(); i++) {
            String oldName = elements.get(i) == null ? null : oldNameOf.apply(elements.get(i));
            Fields field = at.at(i).at(RENAMED_FROM);
            if (oldName != null && names.contains(oldName)) {
                field.error("\"" + oldName + "\" is here too, so it was not renamed.");
            }
            TextCheck.unique(field, oldName, oldNames);
        }
    }
}
