/**
 * How long the administration's calls take on a large realm of a real server, what they cost the database and the
 * memory, and how that grows with the realm. Not a test.
 */
package io.github.permissionscopes.bench.administration;
