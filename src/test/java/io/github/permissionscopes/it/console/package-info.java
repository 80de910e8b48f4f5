/** The pages in the admin console, in a real browser. */
package io.github.permissionscopes.it.console;
