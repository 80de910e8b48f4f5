/**
 * The seam of the backchannel authentication (CIBA): no login flow runs on the server, and the request is a sealed object
 * that only client policies may change.
 */
package io.github.permissionscopes.enforce.ciba;
