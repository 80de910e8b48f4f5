/** Enforcement points of interactive logins, and of the password grant, which runs required actions too. */
package io.github.permissionscopes.login;
