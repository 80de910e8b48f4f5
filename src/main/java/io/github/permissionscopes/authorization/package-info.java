/**
 * From a question to a ruling. An enforcement point builds a
 * {@link io.github.permissionscopes.authorization.ScopeQuestion}, obtains a
 * {@link io.github.permissionscopes.authorization.ScopeAuthorizer} from
 * {@link io.github.permissionscopes.authorization.Authorizers}, and applies the ruling.
 * {@link io.github.permissionscopes.authorization.RequestState} holds what the enforcement points of one request share.
 */
package io.github.permissionscopes.authorization;
