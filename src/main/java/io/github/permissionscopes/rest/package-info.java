/** The administration's REST API under {@code /realms/{realm}/permission-scopes}. */
@NullMarked
package io.github.permissionscopes.rest;

import org.jspecify.annotations.NullMarked;
