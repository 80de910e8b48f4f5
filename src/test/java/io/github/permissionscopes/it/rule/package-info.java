/** What makes a scope protected, and what the settings of the realm, of an API and of a client change. */
package io.github.permissionscopes.it.rule;
