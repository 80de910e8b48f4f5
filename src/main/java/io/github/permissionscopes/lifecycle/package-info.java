/**
 * Reacts to events outside token requests: server start, new realms, and changes of roles, clients and scope mappings.
 */
@NullMarked
package io.github.permissionscopes.lifecycle;

import org.jspecify.annotations.NullMarked;
