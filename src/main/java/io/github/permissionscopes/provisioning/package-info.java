/**
 * Turns definitions into Keycloak's objects and back: clients, client roles, client scopes, realm roles, groups.
 *
 * <p>Planning and applying share one path. A run reads a {@code Draft}, an in-memory copy of the objects that
 * definitions can change. Writers, one for each kind of object, compare the draft with the definitions, change it, and
 * record each change with the {@code Action} that makes it in Keycloak. They also record problems and continue. A plan
 * ends there and adds the effects: who may have which scope in the draft before and after the changes. Applying then
 * runs the actions.
 */
@NullMarked
package io.github.permissionscopes.provisioning;

import org.jspecify.annotations.NullMarked;
