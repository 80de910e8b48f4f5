package io.github.permissionscopes.definition.imports;

/**
 * What looks like a placeholder in a text of YAML.
 *
 * @param start of it in the text
 * @param end behind it
 * @param line where it is, from 1
 * @param column where it is, from 0
 * @param likeComment whether it begins as a comment does
 * @param maybeComment whether it may be one, by what else stands on its line
 */
record PossiblePlaceholder(int start, int end, int line, int column, boolean likeComment, boolean maybeComment) {}
