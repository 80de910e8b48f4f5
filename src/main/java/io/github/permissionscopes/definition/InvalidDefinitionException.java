package io.github.permissionscopes.definition;

import java.util.List;

/** A definition that cannot be used. Nothing has been changed. */
public class InvalidDefinitionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<FieldError> errors;

    public InvalidDefinitionException(List<FieldError> errors) {
        super(FieldError.text(errors));
        this.errors = List.copyOf(errors);
    }

    public InvalidDefinitionException(String field, String message) {
        this(List.of(new FieldError(field, message)));
    }

    public final List<FieldError> errors() {
        return errors;
    }
}
