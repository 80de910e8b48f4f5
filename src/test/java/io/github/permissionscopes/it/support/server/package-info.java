/** The servers that tests run against, how they are built and started, and the order of the test classes. */
package io.github.permissionscopes.it.support.server;
