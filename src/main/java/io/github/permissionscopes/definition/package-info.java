/**
 * Definitions that an administrator writes in JSON or YAML: APIs with their scopes, roles with their permissions,
 * groups with their roles. They are plain values without any Keycloak type.
 */
@NullMarked
package io.github.permissionscopes.definition;

import org.jspecify.annotations.NullMarked;
