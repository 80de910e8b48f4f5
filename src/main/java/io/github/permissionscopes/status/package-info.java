/**
 * Whether a realm enforces, which parts of the product the server really asks, and what is wrong with the realm's
 * objects.
 */
@NullMarked
package io.github.permissionscopes.status;

import org.jspecify.annotations.NullMarked;
