/** Which parts of the product this server asks. */
package io.github.permissionscopes.server;
