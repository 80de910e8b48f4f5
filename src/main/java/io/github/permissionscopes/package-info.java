/**
 * Keycloak Permission Scopes: an access token carries an API scope only if the user holds the permission for it.
 *
 * <p>The map. Start reading here; a request takes this way:
 *
 * <table>
 * <caption>From the request to the token</caption>
 * <tr><td>1</td><td>{@code authorization}</td><td>one small class per seam: a moment at which Keycloak lets the requested scope
 *     string be changed before it builds a session context from it</td></tr>
 * <tr><td>2</td><td>{@code authorization.ScopeGate}</td><td>the one way from a seam to a ruling: reads, decides, reports</td></tr>
 * <tr><td>3</td><td>{@code realm}</td><td>reads Keycloak's model into plain values; changes nothing</td></tr>
 * <tr><td>4</td><td>{@code decision}</td><td>the rule, without any Keycloak type: one verdict with a reason per scope</td></tr>
 * <tr><td>5</td><td>{@code telemetry}</td><td>writes the ruling to the event, the log and metrics</td></tr>
 * <tr><td>6</td><td>{@code authorization}</td><td>the seam applies the ruling: rewrite the scope, reject, or nothing</td></tr>
 * </table>
 *
 * <p>Which seam acts in which grant:
 *
 * <table>
 * <caption>EnforcementPoints</caption>
 * <tr><th>grant or moment</th><th>seam</th></tr>
 * <tr><td>every interactive login, and the password grant</td><td>{@code login.PermissionScopesAction}</td></tr>
 * <tr><td>a login flow with an explicit step</td><td>{@code login.PermissionScopesAuthenticator}</td></tr>
 * <tr><td>a step of a login flow that only some scopes need: asks what the end of the login will say, changes nothing</td>
 *     <td>{@code login.PermissionScopesCondition}</td></tr>
 * <tr><td>code exchange, device, client credentials, refresh, token exchange, UMA</td><td>{@code tokenendpoint.*EnforcementPoint} behind {@code
 *     tokenendpoint.ScopeCheckedGrantType}</td></tr>
 * <tr><td>JWT authorization grant (26.5+)</td><td>{@code tokenendpoint.JwtAuthorizationGrant}</td></tr>
 * <tr><td>CIBA, when it is asked and when the tokens are fetched</td><td>{@code clientpolicy.BackchannelEnforcement}</td></tr>
 * <tr><td>legacy token exchange of an external token (26.2+)</td><td>{@code tokenendpoint.ExternalExchange}</td></tr>
 * <tr><td>issuance (last check), introspection</td><td>{@code issuance.PermissionScopesMapper}</td></tr>
 * <tr><td>a token for one API: what names it, and the narrowed token</td><td>{@code authorization.ApiNaming}, {@code
 *     authorization.NamedApi}, {@code login.LoginTarget}, {@code clientpolicy.AuthorizationTarget}, {@code
 *     tokenendpoint.TokenTarget}</td></tr>
 * <tr><td>the end of a login: nothing is passed by, and the redirect tells its scope</td><td>{@code
 *     login.ScopeCheckedLoginProtocol}</td></tr>
 * <tr><td>after issuance, in every grant</td><td>{@code issuance.IssuanceGuard} (26.6+), {@code
 *     tokenendpoint.ResponseGuard} (before), {@code clientpolicy.RedirectGuard} (implicit, hybrid)</td></tr>
 * </table>
 *
 * <p>Administration has another way in: {@code rest} takes a call from an administrator; {@code definition} is what they
 * write down, with the imports from other products; {@code provisioning} makes Keycloak's objects of it and reads it back; {@code
 * explain} and {@code status} answer questions, and ask the gate where it is about a decision; {@code console} is the page
 * in the admin console.
 *
 * <p>{@code pages} is what users see in a login: scopes by API on the consent page, the notice before it, the refusal.
 *
 * <p>{@code refusalreport} adds up what the events tell, so that a realm can look before it enforces. {@code server} knows which
 * parts of the product this server asks, what this version of Keycloak has, and how to open another transaction in a realm.
 *
 * <p>{@code lifecycle} registers the switch in every realm, says at start-up where it is on, and keeps a scope closed
 * when it loses the role that is mapped to it.
 */
package io.github.permissionscopes;
