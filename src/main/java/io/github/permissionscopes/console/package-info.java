/**
 * The page "API scopes" of the admin console, with Keycloak's experimental feature {@code declarative-ui}.
 *
 * <p>Such a page lists components that are stored in the realm. Here a component is only the mirror of an API, whose
 * truth is in clients, roles and client scopes: {@code ApiPage} writes them when an administrator saves, {@code
 * Mirrors} follows them. See {@code docs/decisions/0006-the-consoles-page-is-a-mirror.md}.
 */
@NullMarked
package io.github.permissionscopes.console;

import org.jspecify.annotations.NullMarked;
