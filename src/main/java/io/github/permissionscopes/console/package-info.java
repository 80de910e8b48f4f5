/**
 * The page "API scopes" of the admin console. It needs Keycloak's experimental feature {@code declarative-ui}.
 *
 * <p>Such a page lists components that are stored in the realm. Here a component only mirrors an API; the API itself
 * consists of a client, roles and client scopes. {@code ApiPage} writes them when an administrator saves the form, and
 * {@code Mirrors} updates the components when they change. See {@code
 * docs/decisions/0006-the-consoles-page-is-a-mirror.md}.
 */
@NullMarked
package io.github.permissionscopes.console;

import org.jspecify.annotations.NullMarked;
