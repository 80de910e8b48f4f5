/** This server: which parts of the product it asks, what it has that others lack, and its transactions. */
@NullMarked
package io.github.permissionscopes.server;

import org.jspecify.annotations.NullMarked;
