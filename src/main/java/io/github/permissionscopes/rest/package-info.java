/** The administration's REST API under {@code /realms/{realm}/permission-scopes}. */
package io.github.permissionscopes.rest;
