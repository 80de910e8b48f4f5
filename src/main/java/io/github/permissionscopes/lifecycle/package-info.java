/** What happens outside requests: server start, new realms, deleted roles. */
package io.github.permissionscopes.lifecycle;
