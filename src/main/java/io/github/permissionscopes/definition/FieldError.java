package io.github.permissionscopes.definition;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is wrong with one field of what an administrator wrote.
 *
 * @param field JSON pointer (RFC 6901), as in {@code /apis/0/scopes/3/name}; empty for the whole document
 * @param message what is wrong and what to do
 */
public record FieldError(String field, String message) {

    private static final int LONGEST_MESSAGE = 1_000;

    /** A message may repeat what was written, which can be long. */
    public FieldError {
        message = message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) + "…" : message;
    }

    /** @return all of them in one line, as an exception says them in a log */
    public static String text(List<FieldError> errors) {
        return errors.stream()
                .map(error -> error.field() + ": " + error.message())
                .collect(Collectors.joining("; "));
    }
}
