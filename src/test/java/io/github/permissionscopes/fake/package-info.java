/**
 * A realm and a session in memory, for unit tests of enforcement points: what each of them makes of what Keycloak hands
 * it, and of a ruling. That Keycloak hands it over so, and does what is meant with the result, is for the integration
 * tests to show.
 *
 * <ul>
 *   <li>the realm: {@code FakeRealm} with its clients, scopes, users and switch; most tests are about {@code
 *       FakeContacts}
 *   <li>an HTTP request: {@code FakeSession} with what was sent, what is stored, tokens, events and the end of the
 *       transaction
 *   <li>a user: {@code FakeLogin} while it runs, with {@code FakeStep} and {@code FakeAction} for its steps and
 *       {@code FakeForms} for its pages; {@code FakeUserSession} when it is over
 *   <li>all else: {@code Fake}, and {@code KeycloakFeatures} for the server
 * </ul>
 */
package io.github.permissionscopes.fake;
