/**
 * Tests against a real Keycloak, by what they test: {@code login}, {@code grant}, {@code resource}, {@code rule},
 * {@code admin}, {@code console}, {@code faults}, {@code server} and {@code document}. One server per configuration,
 * one realm per class.
 */
package io.github.permissionscopes.it;
