/** Which parts of the product this server calls. */
package io.github.permissionscopes.server;
