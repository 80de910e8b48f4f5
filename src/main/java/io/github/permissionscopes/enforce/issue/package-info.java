/** The last check, when tokens are made. */
package io.github.permissionscopes.enforce.issue;
