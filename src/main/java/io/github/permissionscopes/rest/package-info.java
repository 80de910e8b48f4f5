/**
 * The REST API for administrators under {@code /realms/{realm}/permission-scopes}: definitions, imports, explain,
 * status and report.
 */
@NullMarked
package io.github.permissionscopes.rest;

import org.jspecify.annotations.NullMarked;
