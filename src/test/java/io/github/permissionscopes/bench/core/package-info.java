/** What a decision costs: the core without Keycloak, measured by JMH. */
@NullMarked
package io.github.permissionscopes.bench.core;

import org.jspecify.annotations.NullMarked;
