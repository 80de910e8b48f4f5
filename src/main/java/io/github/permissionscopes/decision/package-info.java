/**
 * The decision core: which of the requested scopes may be granted, and why.
 *
 * <p>Pure functions of values. No Keycloak, Jakarta or JBoss type appears here (a test checks it), so the rule can be
 * read, tested and reasoned about without a server.
 *
 * <ol>
 *   <li>{@link io.github.permissionscopes.decision.ScopeRequest}: what is asked, what is protected, what is held.
 *   <li>{@link io.github.permissionscopes.decision.ScopePolicy}: the rule. One {@link
 *       io.github.permissionscopes.decision.Verdict} with a reason for every requested scope.
 *   <li>{@link io.github.permissionscopes.decision.Ruling}: the verdicts under the realm's {@link
 *       io.github.permissionscopes.decision.Settings}: which scopes stay, and whether the request is rejected.
 * </ol>
 */
package io.github.permissionscopes.decision;
