/** The commands and requests in the documentation do what it says. */
package io.github.permissionscopes.it.document;
