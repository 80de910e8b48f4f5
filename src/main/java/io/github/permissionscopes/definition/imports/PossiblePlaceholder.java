package io.github.permissionscopes.definition.imports;

/**
 * A part of a YAML text that looks like a placeholder.
 *
 * @param start index of its first character
 * @param end index behind its last character
 * @param line its line, counted from 1
 * @param column its column, counted from 0
 * @param likeComment whether it begins where a comment could begin
 * @param maybeComment whether the rest of its line allows it to be a comment
 */
record PossiblePlaceholder(int start, int end, int line, int column, boolean likeComment, boolean maybeComment) {}
