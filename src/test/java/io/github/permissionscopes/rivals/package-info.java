/**
 * Other extensions in separate JARs: they replace the same providers that the product wraps, with a higher order.
 *
 * <p>They run in the server, and only in the server of the tests that need them.
 */
package io.github.permissionscopes.rivals;
