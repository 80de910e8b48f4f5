package io.github.permissionscopes.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A definition as far as it could be read, with the errors of the parts that could not.
 *
 * @param value the definition without unknown fields and values of the wrong type
 * @param errors one for each part that was left out
 */
public record Written<T>(T value, List<FieldError> errors) {

    public Written {
        errors = List.copyOf(errors);
    }

    /**
     * @param check a check that throws {@link InvalidDefinitionException} with the errors of the value
     * @return all errors. A part that was left out because of its type is not reported as missing too
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
