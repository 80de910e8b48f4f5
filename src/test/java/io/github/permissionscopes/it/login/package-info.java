/**
 * Logins: the authorization endpoint, the pages a user sees, second factors, identity providers, and single sign-on.
 */
package io.github.permissionscopes.it.login;
