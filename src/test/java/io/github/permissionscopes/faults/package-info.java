/**
 * Providers of the tests' own, in a JAR of its own, beside the product's: the product's reads fail as a test orders it,
 * clients that are read are counted, and a grant tries another one.
 *
 * <p>Runs in the server. Not part of any other server that the tests start.
 */
package io.github.permissionscopes.faults;
