package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.definition.FieldError;
import java.util.List;

/** Thrown for a definition that is valid but contradicts the realm as it is. Nothing has been changed. */
public final class ConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<FieldError> errors;

    public ConflictException(String field, String message) {
        this(List.of(new FieldError(field, message)));
    }

    public ConflictException(List<FieldError> errors) {
        super(FieldError.text(errors));
        this.errors = List.copyOf(errors);
    }

    /** @return the errors, at least one */
    public List<FieldError> errors() {
        return errors;
    }
}
