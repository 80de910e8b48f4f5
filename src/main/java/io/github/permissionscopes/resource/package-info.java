/**
 * The one API that a token is for, since its request named it (RFC 8707). {@link
 * io.github.permissionscopes.resource.ResourceParameters} reads the names, {@link
 * io.github.permissionscopes.resource.TargetResolver} finds the API, {@link
 * io.github.permissionscopes.resource.RequestTarget} keeps it as long as the request runs, {@link
 * io.github.permissionscopes.resource.TargetInScope} and {@link io.github.permissionscopes.resource.GrantedTarget} carry it
 * to the next request, and {@link io.github.permissionscopes.resource.NarrowedToken} makes a token one for it alone.
 */
package io.github.permissionscopes.resource;
