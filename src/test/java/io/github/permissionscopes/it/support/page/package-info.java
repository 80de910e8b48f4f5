/** Pages in a real browser: login, consent, and the admin console. */
package io.github.permissionscopes.it.support.page;
