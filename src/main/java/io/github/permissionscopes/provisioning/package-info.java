/**
 * Turns definitions into Keycloak's objects and back: clients, client roles, client scopes, realm roles, groups.
 *
 * <p>One way for everything. A run reads a {@code Draft}: what definitions can be about, as the database has it.
 * Writers, one for each kind of object, compare each property of the draft with what is wanted, change it there, and
 * note the change with the {@code Action} that makes it in Keycloak; what is wrong they note too, and go on. A plan
 * ends here, with the effects: who holds what in the draft as it was and as it is now. To apply is to run the actions.
 */
@NullMarked
package io.github.permissionscopes.provisioning;

import org.jspecify.annotations.NullMarked;
