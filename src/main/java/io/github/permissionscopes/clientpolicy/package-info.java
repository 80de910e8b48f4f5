/**
 * The enforcement points that only a client policy reaches: the sealed request of a backchannel authentication (CIBA), for which no
 * login flow runs on the server, and the tokens of a redirect (implicit and hybrid flow).
 */
package io.github.permissionscopes.clientpolicy;
