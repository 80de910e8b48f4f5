package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.provisioning.Change.Kind;

/**
 * An object that a definition no longer lists, or whose API is deleted, but which stays.
 *
 * @param name name of the object, as in {@link Change}
 * @param reason why it stays and what to do, as a text for administrators
 */
public record Left(Kind kind, String name, String reason) {}
