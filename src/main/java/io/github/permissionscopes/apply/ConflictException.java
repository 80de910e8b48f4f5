package io.github.permissionscopes.apply;

import io.github.permissionscopes.definition.FieldError;

/** A definition that is right in itself, but not in this realm as it is. Nothing has been changed. */
public final class ConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient FieldError error;

    public ConflictException(String field, String message) {
        super(field + ": " + message);
        this.error = new FieldError(field, message);
    }

    public FieldError error() {
        return error;
    }
}
