/**
 * Keycloak Permission Scopes: an access token carries an API scope only if the user holds the permission for it.
 *
 * <p>This is the map of the code; start reading here. A request takes this path, which {@code docs/architecture.md}
 * draws:
 *
 * <table>
 * <caption>From the request to the token</caption>
 * <tr><td>1</td><td>{@code login}, {@code tokenendpoint}, {@code clientpolicy}, {@code issuance}</td><td>enforcement
 *     points: moments at which Keycloak lets the requested scope be changed, or a token be stopped. Each translates
 *     what Keycloak hands over into a {@code ScopeQuestion}</td></tr>
 * <tr><td>2</td><td>{@code resource}</td><td>the one API that the token is for, where the request names one (RFC
 *     8707)</td></tr>
 * <tr><td>3</td><td>{@code grants}</td><td>what a code, device code or backchannel request carries, under the realm's
 *     seal</td></tr>
 * <tr><td>4</td><td>{@code authorization}</td><td>{@code ScopeAuthorizer.authorize}: the one way to a ruling; and the
 *     state of the request</td></tr>
 * <tr><td>5</td><td>{@code realm}</td><td>reads Keycloak's model into plain values; changes nothing</td></tr>
 * <tr><td>6</td><td>{@code decision}</td><td>the rule, without any Keycloak type: one verdict with a reason per
 *     scope</td></tr>
 * <tr><td>7</td><td>{@code telemetry}</td><td>writes the ruling to the event, the log and metrics</td></tr>
 * <tr><td>8</td><td>the enforcement point again</td><td>applies the ruling: rewrites the scope, rejects, or does
 *     nothing</td></tr>
 * </table>
 *
 * <p>Which enforcement point acts where:
 *
 * <table>
 * <caption>Enforcement points</caption>
 * <tr><th>grant or moment</th><th>class</th></tr>
 * <tr><td>every interactive login, and the password grant</td><td>{@code login.PermissionScopesAction}</td></tr>
 * <tr><td>a login flow with an explicit step</td><td>{@code login.PermissionScopesAuthenticator}</td></tr>
 * <tr><td>a step of a login flow that only some scopes need: foresees the ruling at the end of the login, and changes
 *     nothing</td> <td>{@code login.PermissionScopesCondition}</td></tr>
 * <tr><td>the end of a login: nothing is skipped, and the redirect names its scope</td><td>{@code
 *     login.ScopeCheckedLoginProtocol}</td></tr>
 * <tr><td>code exchange, device, client credentials, refresh, token exchange, UMA</td><td>{@code
 *     tokenendpoint.*Enforcement} behind {@code tokenendpoint.ScopeCheckedGrantType}</td></tr>
 * <tr><td>JWT authorization grant (26.5+)</td><td>{@code tokenendpoint.JwtAuthorizationGrant}</td></tr>
 * <tr><td>legacy token exchange of an external token (26.2+)</td><td>{@code tokenendpoint.ExternalExchange}</td></tr>
 * <tr><td>authorization, PAR and device endpoints: the API that the request names</td><td>{@code
 *     clientpolicy.AuthorizationTarget}</td></tr>
 * <tr><td>CIBA: the backchannel request, and the token request</td><td>{@code
 *     clientpolicy.BackchannelEnforcement}</td></tr>
 * <tr><td>issuance (last check), introspection</td><td>{@code issuance.PermissionScopesMapper}</td></tr>
 * <tr><td>after issuance, in every grant</td><td>{@code issuance.IssuanceGuard} (26.6+), {@code
 *     tokenendpoint.ResponseGuard} (before), {@code clientpolicy.RedirectGuard} (implicit, hybrid)</td></tr>
 * </table>
 *
 * <p>Enforcement points share data in {@code authorization.RequestState} and, from one request to the next, in
 * Keycloak's own objects. {@code docs/kept-state.md} lists every key.
 *
 * <p>Administration takes another path. {@code rest} handles the calls of administrators. {@code definition} has the
 * definitions that they send, and {@code definition.imports} converts documents of other products into definitions.
 * {@code provisioning} turns definitions into Keycloak's objects and reads them back. {@code explain} and {@code
 * status} answer questions; where a question is about a decision, they ask for a ruling. {@code console} is the page in
 * the admin console. {@code config} has the settings of administrators.
 *
 * <p>{@code pages} is what users see in a login: scopes by API on the consent page, the notice before it, the refusal.
 *
 * <p>{@code refusalreport} adds up the refusals in stored events, so that administrators see them before a realm
 * enforces. {@code server} knows which parts of the product this server calls and what this version of Keycloak has,
 * and opens further transactions in a realm.
 *
 * <p>{@code lifecycle} registers the switch in every realm, logs at start-up where it is on, and keeps a scope closed
 * when it loses the role that is mapped to it.
 */
@NullMarked
package io.github.permissionscopes;

import org.jspecify.annotations.NullMarked;
