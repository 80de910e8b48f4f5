/** Bad requests, hostile requests, and reads that fail. */
package io.github.permissionscopes.it.faults;
