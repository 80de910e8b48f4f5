/** Every grant and what becomes of its tokens: refresh, exchange, introspection, and grants in the wrong hands. */
package io.github.permissionscopes.it.grant;
