/** Other servers: older ones, several nodes, other extensions, and a server without the product. */
package io.github.permissionscopes.it.server;
