package io.github.permissionscopes.bench.tokens;

/** A prepared request, which can be sent again and again. */
@FunctionalInterface
interface Call {

    /** @return the body of the last answer */
    String send();
}
