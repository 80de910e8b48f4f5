/** What must hold for an answer, and inputs that nobody means. */
package io.github.permissionscopes.it.support.check;
