package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.provisioning.Change.Kind;

/**
 * What a definition does not list any more, or whose API is to be deleted, and what stays all the same.
 *
 * @param name as a {@link Change} has it
 * @param reason why, and what to do; for people
 */
public record Left(Kind kind, String name, String reason) {}
