/** A cluster of two nodes behind a balancer. */
package io.github.permissionscopes.it.support.cluster;
