/** Enforcement points of interactive logins, and of the password grant, which runs required actions too. */
@NullMarked
package io.github.permissionscopes.login;

import org.jspecify.annotations.NullMarked;
