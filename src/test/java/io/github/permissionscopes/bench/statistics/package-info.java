/** What a row of times says. */
@NullMarked
package io.github.permissionscopes.bench.statistics;

import org.jspecify.annotations.NullMarked;
