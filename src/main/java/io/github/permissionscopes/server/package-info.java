/** What there is of this server: which parts of the product it asks, what it has that others have not, its transactions. */
package io.github.permissionscopes.server;
