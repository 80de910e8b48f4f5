/**
 * What a grant carries inside itself, under the realm's seal: the scopes that were granted, the API that they were granted
 * for, and the level of authentication of the login. The request that redeems the grant reads it here, and derives nothing
 * again from what was asked for.
 */
package io.github.permissionscopes.grants;
