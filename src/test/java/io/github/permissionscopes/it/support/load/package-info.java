/** Traffic of all grants on a cluster, and what is held against it. */
@NullMarked
package io.github.permissionscopes.it.support.load;

import org.jspecify.annotations.NullMarked;
