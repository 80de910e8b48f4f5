/**
 * Enforcement points that only client policies can reach: where a request names its target API, the sealed request of a
 * backchannel authentication (CIBA), for which no login flow runs on the server, and the tokens of a redirect (implicit
 * and hybrid flow).
 */
package io.github.permissionscopes.clientpolicy;
