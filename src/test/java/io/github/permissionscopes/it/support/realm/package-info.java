/** The realms that tests start with. */
package io.github.permissionscopes.it.support.realm;
