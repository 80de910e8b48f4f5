/**
 * What an administrator writes down: APIs with their scopes, roles with their permissions, groups with their roles.
 * Plain values, read from JSON or YAML; no Keycloak type.
 */
@NullMarked
package io.github.permissionscopes.definition;

import org.jspecify.annotations.NullMarked;
