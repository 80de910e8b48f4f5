package io.github.permissionscopes.definition;

import java.util.List;
import java.util.stream.Collectors;

/**
 * An error in one field of a document that an administrator sent.
 *
 * @param field JSON pointer (RFC 6901), such as {@code /apis/0/scopes/3/name}; empty for the whole document
 * @param message what is wrong and how to correct it
 */
public record FieldError(String field, String message) {

    private static final int LONGEST_MESSAGE = 1_000;

    /** Shortens the message: it may repeat a value from the document, which can be long. */
    public FieldError {
        message = message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) + "…" : message;
    }

    /** @return all errors in one line, for the message of an exception */
    public static String text(List<FieldError> errors) {
        return errors.stream()
                .map(error -> error.field() + ": " + error.message())
                .collect(Collectors.joining("; "));
    }
}
