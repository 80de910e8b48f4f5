/**
 * What administrators configure: the identifiers that realm files rely on, and the settings of the required action, the
 * mapper, the authenticator and the condition. Each setting is parsed to a value, and validated where Keycloak permits
 * it.
 */
@NullMarked
package io.github.permissionscopes.config;

import org.jspecify.annotations.NullMarked;
