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
 * Token exchange (RFC 8693), standard and legacy: the user of the new token is judged.
 *
 * <p>Standard exchange ({@code StandardTokenExchangeProvider}, since 26.2) takes the scopes that are asked for, of the
 * client that asks. Legacy exchange ({@code V1TokenExchangeProvider}) takes those of the subject token that the target
 * client has, at most those asked for, and it may be for another user. Where it takes a token of an external identity
 * provider, the user is not known before it is imported; {@link ExternalExchange} narrows there.
 */
final class TokenExchangeEnforcement implements GrantEnforcement {

    // OIDCConfigAttributes.STANDARD_TOKEN_EXCHANGE_ENABLED, which is not there before 26.2.
    private static final String STANDARD_ENABLED = "standard.token.exchange.enabled";

    private static final List<String> LEGACY_ONLY = List.of(
            OAuth2Constants.REQUESTED_SUBJECT, OAuth2Constants.REQUESTED_ISSUER, OAuth2Constants.SUBJECT_ISSUER);

    /**
     * No scope, in a parameter that is there. Without the parameter the client session would keep the scope of an earlier
     * request, from which Keycloak makes the token's; an empty one is an unknown scope to the standard provider ({@code
     * TokenManager.isValidScope}), and a space separates nothing, in 26.2 to 26.7.
     */
    private static final String NO_SCOPE = " ";

    @Override
    public void enforce(GrantRequest request) {
        SubjectToken.nameClient(request);
        Optional<TargetApi> target = target(request);
        String encoded = request.parameter(OAuth2Constants.SUBJECT_TOKEN);
        // Checks the signature; what is no token of this realm is left to Keycloak to refuse, or to import.
        AccessToken token = encoded == null ? null : request.session().tokens().decode(encoded, AccessToken.class);
        boolean forAnotherUser = request.form().containsKey(OAuth2Constants.REQUESTED_SUBJECT);
        if (token == null && !forAnotherUser) {
            return;
        }
        keepLevel(request, token);
        // Also where nothing is asked for: there may be default scopes that are judged.
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

    /** Of the login of the subject token. Another user has not logged in. */
    private static int level(GrantRequest request, AccessToken token, boolean forAnotherUser) {
        return forAnotherUser
                ? AuthenticationLevel.NONE
                : TokenSession.level(request.session(), request.realm(), token);
    }

    /**
     * A {@code resource} names the API of the token. So does an only {@code audience} of a standard exchange that is a client's
     * or an API's name; several, the one of a legacy exchange, and one that is nobody's name, are Keycloak's own business.
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

    /** Keycloak takes client IDs only, and what an identifier says is done then. */
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
     * The exchange is no login. The token may be for a client that has logged in in this session, most often the one that
     * exchanges its own token. Where nothing is enforced, nothing depends on a level.
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

    /** As {@code V1TokenExchangeProvider.getRequestedScope}; without a subject token what is asked for counts. */
    private static ScopeList inherited(AccessToken token, GrantRequest request) {
        if (token == null || token.getScope() == null) {
            return request.scope();
        }
        ScopeList inherited = ScopeList.parse(token.getScope());
        return request.form().containsKey(OAuth2Constants.SCOPE)
                ? inherited.retaining(request.scope().names())
                : inherited;
    }

    /** As {@code StandardTokenExchangeProvider.supports}; whatever it does not take goes to the legacy one. */
    private static boolean isStandard(GrantRequest request) {
        MultivaluedMap<String, String> form = request.form();
        return LEGACY_ONLY.stream().noneMatch(form::containsKey)
                && OAuth2Constants.ACCESS_TOKEN_TYPE.equals(form.getFirst(OAuth2Constants.SUBJECT_TOKEN_TYPE))
                && Boolean.parseBoolean(request.client().getAttribute(STANDARD_ENABLED));
    }

    /** The legacy provider builds the token for the first audience; else it is for the client that asks. */
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
            // In this order, as V1TokenExchangeProvider looks for it.
            return Optional.ofNullable(session.users().getUserByUsername(realm, requestedSubject))
                    .or(() -> Optional.ofNullable(session.users().getUserById(realm, requestedSubject)));
        }
        // The session's user, not the token's sub: a pairwise subject would name nobody. Tokens of transient sessions
        // (client credentials) name no session.
        return TokenSession.of(session, realm, token)
                .map(UserSessionModel::getUser)
                .or(() -> Optional.ofNullable(token.getSubject())
                        .map(id -> session.users().getUserById(realm, id)));
    }
}
