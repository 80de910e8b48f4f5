/**
 * A realm and a session in memory, for unit tests of enforcement points. The tests check what an enforcement point does
 * with Keycloak's input and with a ruling. Integration tests check that Keycloak provides this input and uses the
 * result as intended.
 */
package io.github.permissionscopes.fake;
