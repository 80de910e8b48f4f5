/**
 * Answers questions of administrators: who holds a permission and how, and why a scope is granted or refused. It
 * changes and decides nothing: the verdicts are those of
 * {@link io.github.permissionscopes.authorization.ScopeAuthorizer}.
 */
package io.github.permissionscopes.explain;
