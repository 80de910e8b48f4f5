/** {@code mvn -Pbenchmark}: how long the administration's calls take on a large realm of a real server. Not a test. */
package io.github.permissionscopes.benchmark;
