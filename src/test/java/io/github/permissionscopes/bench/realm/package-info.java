/** What the realms of both servers contain. */
@NullMarked
package io.github.permissionscopes.bench.realm;

import org.jspecify.annotations.NullMarked;
