package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.authorization.Rejection;
import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.realm.AuthenticationLevel;
import io.github.permissionscopes.resource.ApiLookup;
import io.github.permissionscopes.resource.ResourceParameters;
import io.github.permissionscopes.resource.TargetApi;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * Enforcement point of token exchange (RFC 8693), standard and legacy: judges the user of the new token.
 *
 * <p>Standard exchange ({@code StandardTokenExchangeProvider}, since 26.2) takes the requested scopes of the requesting
 * client. Legacy exchange ({@code V1TokenExchangeProvider}) takes the subject token's scopes that the target client
 * has, limited to the requested ones, and may be for another user. If it takes a token from an external identity
 * provider, the user is unknown before the import; {@link ExternalExchange} narrows there.
 */
final class TokenExchangeEnforcement implements GrantEnforcement {

    // OIDCConfigAttributes.STANDARD_TOKEN_EXCHANGE_ENABLED, which does not exist before 26.2.
    private static final String STANDARD_ENABLED = "standard.token.exchange.enabled";

    private static final List<String> LEGACY_ONLY = List.of(
            OAuth2Constants.REQUESTED_SUBJECT, OAuth2Constants.REQUESTED_ISSUER, OAuth2Constants.SUBJECT_ISSUER);

    /**
     * No scope, in a parameter that is present. Without the parameter, the client session would keep the scope of an
     * earlier request, from which Keycloak builds the token's. The standard provider takes an empty value for an
     * unknown scope ({@code TokenManager.isValidScope}), but splits a space into nothing, in 26.2 to 26.7.
     */
    private static final String NO_SCOPE = " ";

    @Override
    public void enforce(GrantRequest request) {
        SubjectToken.nameClient(request);
        Optional<TargetApi> target = target(request);
        String encoded = request.parameter(OAuth2Constants.SUBJECT_TOKEN);
        // Verifies the signature. Keycloak refuses or imports a value that is not a token of this realm.
        AccessToken token = encoded == null ? null : request.session().tokens().decode(encoded, AccessToken.class);
        boolean forAnotherUser = request.form().containsKey(OAuth2Constants.REQUESTED_SUBJECT);
        if (token == null && !forAnotherUser) {
            return;
        }
        keepLevel(request, token);
        // Also judged if nothing is requested: there may be default scopes to judge.
        ScopeList requested = isStandard(request) ? request.scope() : inherited(token, request);
        Optional<UserModel> user = user(request, token);
        if (user.isEmpty()) {
            if (!requested.isEmpty() && request.enforces()) {
                throw Rejection.unevaluated(request.token().cors(), request.event());
            }
            return;
        }
        request.authorizer()
                .authorize(ScopeQuestion.renewal(tokenClient(request), user.get(), requested)
                        .inTokenFor(target)
                        .reached(() -> level(request, token, forAnotherUser)))
                .ifPresent(ruling -> apply(request, ruling));
    }

    /** The level of the subject token's login. Another user has not logged in. */
    private static int level(GrantRequest request, AccessToken token, boolean forAnotherUser) {
        return forAnotherUser
                ? AuthenticationLevel.NONE
                : TokenSession.level(request.session(), request.realm(), token);
    }

    /**
     * A {@code resource} names the API of the token. So does the only {@code audience} of a standard exchange if it is
     * a client ID or an API's identifier. Keycloak handles several audiences, unknown ones, and those of a legacy
     * exchange.
     */
    private static Optional<TargetApi> target(GrantRequest request) {
        TokenTarget target = new TokenTarget(request);
        List<String> resource = request.token().values(ResourceParameters.RESOURCE);
        if (!resource.isEmpty()) {
            return target.askedOfPostProcessor(isStandard(request) ? target.names() : resource);
        }
        List<String> audience = request.token().values(ResourceParameters.AUDIENCE);
        if (audience.size() != 1 || !isStandard(request) || ResponseGuard.NEEDED) {
            return Optional.empty();
        }
        return request.realm().getClientByClientId(audience.get(0)) != null
                ? target.asked()
                : identified(request, audience.get(0));
    }

    /** Removes an identifier after it is resolved, since Keycloak accepts only client IDs. */
    private static Optional<TargetApi> identified(GrantRequest request, String audience) {
        if (!request.enforces() || ApiLookup.of(request.client()).find(audience).isEmpty()) {
            return Optional.empty();
        }
        Optional<TargetApi> target = new TokenTarget(request).asked();
        target.ifPresent(named -> request.form().remove(OAuth2Constants.AUDIENCE));
        return target;
    }

    private static void apply(GrantRequest request, Ruling ruling) {
        if (ruling.rejected()) {
            throw request.rejection(ruling);
        }
        String none = isStandard(request) ? NO_SCOPE : "";
        new ScopeParameter(request).narrow(ruling, () -> request.form().putSingle(OAuth2Constants.SCOPE, none));
    }

    /**
     * Preserves the level of the login, since Keycloak treats the exchange as a login without one. The token may be for
     * a client with a login in this session, usually the one that exchanges its own token. Where nothing is enforced,
     * nothing depends on a level.
     */
    private static void keepLevel(GrantRequest request, AccessToken token) {
        if (token == null || !request.enforces()) {
            return;
        }
        String client = tokenClient(request).getId();
        TokenSession.of(request.session(), request.realm(), token)
                .map(session -> session.getAuthenticatedClientSessionByClient(client))
                .filter(login -> AuthenticationManager.isClientSessionValid(
                        request.realm(), login.getClient(), login.getUserSession(), login))
                .map(KeptLevel::of)
                .ifPresent(kept -> request.afterwards().add(kept::putBack));
    }

    /** As {@code V1TokenExchangeProvider.getRequestedScope}; without a subject token the requested scopes count. */
    private static ScopeList inherited(AccessToken token, GrantRequest request) {
        if (token == null || token.getScope() == null) {
            return request.scope();
        }
        ScopeList inherited = ScopeList.parse(token.getScope());
        return request.form().containsKey(OAuth2Constants.SCOPE)
                ? inherited.retaining(request.scope().names())
                : inherited;
    }

    /** As {@code StandardTokenExchangeProvider.supports}; the legacy provider takes the rest. */
    private static boolean isStandard(GrantRequest request) {
        MultivaluedMap<String, String> form = request.form();
        return LEGACY_ONLY.stream().noneMatch(form::containsKey)
                && OAuth2Constants.ACCESS_TOKEN_TYPE.equals(form.getFirst(OAuth2Constants.SUBJECT_TOKEN_TYPE))
                && Boolean.parseBoolean(request.client().getAttribute(STANDARD_ENABLED));
    }

    /** @return for the legacy provider the client of the first audience, otherwise the requesting client */
    static ClientModel tokenClient(GrantRequest request) {
        if (isStandard(request)) {
            return request.client();
        }
        String audience = request.parameter(OAuth2Constants.AUDIENCE);
        ClientModel target = audience == null ? null : request.realm().getClientByClientId(audience);
        return target == null ? request.client() : target;
    }

    private static Optional<UserModel> user(GrantRequest request, AccessToken token) {
        KeycloakSession session = request.session();
        RealmModel realm = request.realm();
        String requestedSubject = request.parameter(OAuth2Constants.REQUESTED_SUBJECT);
        if (requestedSubject != null) {
            // The same order as in V1TokenExchangeProvider.
            return Optional.ofNullable(session.users().getUserByUsername(realm, requestedSubject))
                    .or(() -> Optional.ofNullable(session.users().getUserById(realm, requestedSubject)));
        }
        // The session's user, not the token's sub: a pairwise subject identifies no user. Tokens of transient sessions
        // (client credentials) name no session.
        return TokenSession.of(session, realm, token)
                .map(UserSessionModel::getUser)
                .or(() -> Optional.ofNullable(token.getSubject())
                        .map(id -> session.users().getUserById(realm, id)));
    }
}
