/** Which supported server does what with the product: the table in {@code docs/compatibility.md}. */
@org.jspecify.annotations.NullMarked
package io.github.permissionscopes.it.compatibility;
