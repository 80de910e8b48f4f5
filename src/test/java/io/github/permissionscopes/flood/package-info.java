/**
 * An extension in a JAR of its own that fills a realm's event store, so that a test need not log in a hundred thousand times.
 *
 * <p>Runs in the server. Not part of any other server that the tests start.
 */
package io.github.permissionscopes.flood;
