/** Which test looks at what, on which way to a token: the grid in {@code docs/coverage.md} is made of it. */
package io.github.permissionscopes.it.coverage;
