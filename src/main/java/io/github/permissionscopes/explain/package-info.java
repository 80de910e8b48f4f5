/**
 * Answers the questions of administrators: who holds a permission and by which way, and why a scope is granted or refused.
 * Changes nothing, and decides nothing: the verdicts are those of {@link io.github.permissionscopes.authorization.ScopeAuthorizer}.
 */
package io.github.permissionscopes.explain;
