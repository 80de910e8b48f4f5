/** What the tests and the demo do to a server: be a browser, be an OAuth client, look into a token. */
package io.github.permissionscopes.it.support;
