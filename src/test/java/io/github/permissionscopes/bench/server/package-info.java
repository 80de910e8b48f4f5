/** The two servers that are compared, and what they use. */
@NullMarked
package io.github.permissionscopes.bench.server;

import org.jspecify.annotations.NullMarked;
