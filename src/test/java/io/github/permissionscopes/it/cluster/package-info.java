/** What holds on two nodes as on one: {@code mvn verify -Pcluster}. */
package io.github.permissionscopes.it.cluster;
