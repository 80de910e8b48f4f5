package io.github.permissionscopes.demo;

/** Something that the user can put right; the message says what and how. */
final class DemoException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DemoException(String message) {
        super(message);
    }
}
