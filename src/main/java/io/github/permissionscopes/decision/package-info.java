/**
 * The decision core: which of the requested scopes may be granted, and why.
 *
 * <p>It consists of pure functions of values. No Keycloak, Jakarta or JBoss type appears here (a test checks it), so
 * the rule can be read and tested without a server.
 *
 * <ol>
 * <li>{@link io.github.permissionscopes.decision.ScopeRequest}: the requested scopes, the rules and the held
 * permissions.
 * <li>{@link io.github.permissionscopes.decision.ScopePolicy}: the rule. It yields one
 * {@link io.github.permissionscopes.decision.Verdict} with a reason per scope.
 * <li>{@link io.github.permissionscopes.decision.Ruling}: the verdicts under the realm's
 * {@link io.github.permissionscopes.decision.Settings}: the kept scopes, and whether the request is rejected.
 * </ol>
 */
package io.github.permissionscopes.decision;
