/**
 * A realm and a session in memory, for unit tests of enforcement points: what each of them makes of what Keycloak hands it, and of
 * a ruling. That Keycloak hands it over so, and does what is meant with the result, is for the integration tests to show.
 */
package io.github.permissionscopes.fake;
