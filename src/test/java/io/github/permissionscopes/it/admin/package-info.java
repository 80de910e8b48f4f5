/** The administration REST API: definitions, plans, bundles, imports, reports, {@code explain} and {@code status}. */
package io.github.permissionscopes.it.admin;
