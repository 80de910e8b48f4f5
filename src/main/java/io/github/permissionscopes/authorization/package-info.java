/**
 * The way to a ruling. An enforcement point asks a {@link io.github.permissionscopes.authorization.ScopeQuestion} of a {@link
 * io.github.permissionscopes.authorization.ScopeAuthorizer}, which {@link
 * io.github.permissionscopes.authorization.Authorizers} makes for it, and applies the ruling. {@link
 * io.github.permissionscopes.authorization.RequestState} is what the enforcement points of one request share.
 */
package io.github.permissionscopes.authorization;
