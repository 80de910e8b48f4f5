/**
 * The state of a realm: whether it enforces, which parts of the product the server bypasses, and problems of the
 * realm's objects.
 */
@NullMarked
package io.github.permissionscopes.status;

import org.jspecify.annotations.NullMarked;
