/** What happens outside requests: server start, new realms, changes of roles and of what is mapped to scopes. */
@NullMarked
package io.github.permissionscopes.lifecycle;

import org.jspecify.annotations.NullMarked;
