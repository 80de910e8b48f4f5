package io.github.permissionscopes.definition;

import java.util.List;

/** Thrown for a document that is not a valid definition. It lists the errors; nothing has been changed in the realm. */
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
