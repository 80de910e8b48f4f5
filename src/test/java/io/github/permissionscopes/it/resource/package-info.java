/** A token for one API: which names a client may use, and what the token has in every grant (RFC 8707). */
package io.github.permissionscopes.it.resource;
