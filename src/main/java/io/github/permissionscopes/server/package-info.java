/** Which parts of the product this server asks. */
@NullMarked
package io.github.permissionscopes.server;

import org.jspecify.annotations.NullMarked;
