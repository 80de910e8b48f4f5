package io.github.permissionscopes.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What was written down, as far as it could be read.
 *
 * @param value without what is of a wrong kind, or has a name that is not known
 * @param errors that are about those
 */
public record Written<T>(T value, List<FieldError> errors) {

    public Written {
        errors = List.copyOf(errors);
    }

    /**
     * @param check throws {@link InvalidDefinitionException} with what is wrong with the value
     * @return everything that is wrong. What was left out is not said to be missing
     */
    public List<FieldError> wrong(Consumer<T> check) {
        List<FieldError> wrong = new ArrayList<>(errors);
        try {
            check.accept(value);
        } catch (InvalidDefinitionException e) {
            Set<String> leftOut = errors.stream().map(FieldError::field).collect(Collectors.toSet());
            e.errors().stream()
                    .filter(error -> !leftOut.contains(error.field()))
                    .forEach(wrong::add);
        }
        return wrong;
    }
}
