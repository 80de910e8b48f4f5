package io.github.permissionscopes.it.support.server;

/** A server ended, or did not answer in time. */
public final class NotStartedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotStartedException(String message) {
        super(message);
    }
}
