/** The last checks, when tokens are made: a mapper that takes out, and a guard that stops. */
package io.github.permissionscopes.enforce.issue;
