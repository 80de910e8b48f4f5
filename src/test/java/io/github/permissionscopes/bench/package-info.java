/**
 * {@code mvn -Pbench verify}: what the product costs. Not a test. Two servers of one distribution, one without the
 * product and one with it, get the same requests; {@link io.github.permissionscopes.bench.Bench} compares, and writes
 * {@code docs/performance.md}.
 */
@NullMarked
package io.github.permissionscopes.bench;

import org.jspecify.annotations.NullMarked;
