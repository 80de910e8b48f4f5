/**
 * What a test class has injected, beside what Keycloak's test framework has: {@code @InjectOAuth}, {@code
 * @InjectOAuthClient}, {@code @InjectRealmAdmin} and {@code @InjectAdministration}. What a test changes by them is undone
 * at its end.
 */
package io.github.permissionscopes.it.framework;
