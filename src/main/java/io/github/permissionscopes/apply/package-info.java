/**
 * Turns definitions into Keycloak's objects and back: clients, client roles, client scopes, realm roles, groups.
 *
 * <p>One way for everything: a writer compares each property with what is wanted, notes the difference and writes it.
 * A plan is the same run in a transaction that is rolled back.
 */
package io.github.permissionscopes.apply;
