/**
 * The one API that a token is for, because its request named it (RFC 8707).
 * {@link io.github.permissionscopes.resource.ResourceParameters} reads the names.
 * {@link io.github.permissionscopes.resource.TargetResolver} finds the API.
 * {@link io.github.permissionscopes.resource.RequestTarget} holds it during the request.
 * {@link io.github.permissionscopes.resource.TargetInScope} and
 * {@link io.github.permissionscopes.resource.GrantedTarget} carry it to the next request.
 * {@link io.github.permissionscopes.resource.NarrowedToken} narrows a token to it.
 */
package io.github.permissionscopes.resource;
