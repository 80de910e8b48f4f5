/** What Keycloak's test framework keeps to its own package, and other servers of ours need. */
@NullMarked
package org.keycloak.testframework.server;

import org.jspecify.annotations.NullMarked;
