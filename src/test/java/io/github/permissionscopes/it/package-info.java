/** Tests against a real Keycloak: one server per run, one realm per class. */
package io.github.permissionscopes.it;
