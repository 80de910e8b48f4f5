/**
 * What a grant carries, under the realm's seal: the granted scopes, the API that they were granted for, and the level
 * of authentication of the login. The request that redeems the grant reads it here, and derives nothing from the
 * requested scopes again.
 */
package io.github.permissionscopes.grants;
