/**
 * What a test class has injected, beside what Keycloak's test framework has: {@code @InjectOAuth}, {@code
 * @InjectOAuthClient}, {@code @InjectRealmAdmin}, {@code @InjectAdministration}, {@code @InjectAdministrators} and
 * {@code @InjectNewRealms}. What a test changes by them is undone at its end.
 */
package io.github.permissionscopes.it.framework;
