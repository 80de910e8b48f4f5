/**
 * Reacts to events outside token requests: server start, new realms, and changes of roles, clients and scope mappings.
 */
package io.github.permissionscopes.lifecycle;
