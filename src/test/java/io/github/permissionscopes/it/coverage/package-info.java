/** Which test looks at what, on which way to a token: the README's grid is made of it. */
package io.github.permissionscopes.it.coverage;
