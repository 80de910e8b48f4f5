/**
 * An extension in a separate JAR that fills a realm's event store, so that a test need not log in a hundred thousand
 * times.
 *
 * <p>It runs in the server, and only in the server of that test.
 */
package io.github.permissionscopes.flood;
