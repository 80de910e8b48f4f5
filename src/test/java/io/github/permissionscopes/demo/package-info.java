/** The demo: {@code mvn -Pdemo}. Its realm is also the one that the integration tests use. */
package io.github.permissionscopes.demo;
