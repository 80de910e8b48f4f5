/**
 * Other extensions, in JARs of their own beside the product's: they replace what the product wraps too, with a higher order.
 *
 * <p>Runs in the server. Not part of any other server that the tests start.
 */
package io.github.permissionscopes.rivals;
