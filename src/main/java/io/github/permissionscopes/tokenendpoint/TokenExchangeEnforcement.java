package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.authorization.ApiNaming;
import io.github.permissionscopes.authorization.NamedApi;
import io.github.permissionscopes.authorization.Rejection;
import io.github.permissionscopes.authorization.ScopeGate;
import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.authorization.TokenRequest;
import io.github.permissionscopes.config.RealmSwitch;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.realm.ApiLookup;
import io.github.permissionscopes.realm.AuthenticationLevel;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
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
final class TokenExchangeEnforcement {

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

    private TokenExchangeEnforcement() {}

    static void narrow(OAuth2GrantType.Context context) {
        SubjectToken.nameClient(context);
        Optional<NamedApi> api = api(context);
        MultivaluedMap<String, String> form = context.getFormParams();
        String encoded = form.getFirst(OAuth2Constants.SUBJECT_TOKEN);
        // Checks the signature; what is no token of this realm is left to Keycloak to refuse, or to import.
        AccessToken token =
                encoded == null ? null : context.getSession().tokens().decode(encoded, AccessToken.class);
        boolean forAnotherUser = form.containsKey(OAuth2Constants.REQUESTED_SUBJECT);
        if (token == null && !forAnotherUser) {
            return;
        }
        keepLevel(context, token);
        boolean standard = isStandard(context);
        // Also where nothing is asked for: there may be default scopes that are judged.
        ScopeList requested = standard ? asked(form) : inherited(token, form);
        Optional<UserModel> user = user(context, token);
        if (user.isEmpty()) {
            if (!requested.isEmpty() && RealmSwitch.enforces(context.getRealm())) {
                throw Rejection.unevaluated(context.getCors(), context.getEvent());
            }
            return;
        }
        ScopeGate.judge(
                        context.getSession(),
                        context.getEvent(),
                        ScopeQuestion.renewal(tokenClient(context), user.get(), requested)
                                .inTokenFor(api)
                                .reached(() -> level(context, token, forAnotherUser)))
                .ifPresent(ruling -> apply(context, ruling, standard));
    }

    /** Of the login of the subject token. Another user has not logged in. */
    private static int level(OAuth2GrantType.Context context, AccessToken token, boolean forAnotherUser) {
        return forAnotherUser
                ? AuthenticationLevel.NONE
                : TokenSession.level(context.getSession(), context.getRealm(), token);
    }

    /**
     * A {@code resource} names the API of the token. So does an only {@code audience} of a standard exchange that is a client's
     * or an API's name; several, the one of a legacy exchange, and one that is nobody's name, are Keycloak's own business.
     */
    private static Optional<NamedApi> api(OAuth2GrantType.Context context) {
        List<String> resource = TokenRequest.values(context.getSession(), ApiNaming.RESOURCE);
        if (!resource.isEmpty()) {
            return TokenTarget.askedOfPostProcessor(
                    context, isStandard(context) ? TokenTarget.names(context) : resource);
        }
        List<String> audience = TokenRequest.values(context.getSession(), ApiNaming.AUDIENCE);
        if (audience.size() != 1 || !isStandard(context) || ResponseGuard.NEEDED) {
            return Optional.empty();
        }
        if (context.getRealm().getClientByClientId(audience.get(0)) != null) {
            return TokenTarget.asked(context);
        }
        return identified(context, audience.get(0));
    }

    /** Keycloak takes client IDs only, and what an identifier says is done then. */
    private static Optional<NamedApi> identified(OAuth2GrantType.Context context, String audience) {
        if (!RealmSwitch.enforces(context.getRealm())
                || ApiLookup.of(context.getClient()).find(audience).isEmpty()) {
            return Optional.empty();
        }
        Optional<NamedApi> api = TokenTarget.asked(context);
        api.ifPresent(named -> context.getFormParams().remove(OAuth2Constants.AUDIENCE));
        return api;
    }

    private static void apply(OAuth2GrantType.Context context, Ruling ruling, boolean standard) {
        if (ruling.rejected()) {
            throw Rejection.atTokenEndpoint(context.getCors(), context.getEvent(), ruling);
        }
        if (!ruling.changesRequest()) {
            return;
        }
        boolean none = standard && ruling.kept().isEmpty();
        context.getFormParams()
                .putSingle(
                        OAuth2Constants.SCOPE, none ? NO_SCOPE : ruling.kept().toString());
    }

    /**
     * The exchange is no login. The token may be for a client that has logged in in this session, most often the one that
     * exchanges its own token.
     */
    private static void keepLevel(OAuth2GrantType.Context context, AccessToken token) {
        if (token != null) {
            String client = tokenClient(context).getId();
            TokenSession.of(context.getSession(), context.getRealm(), token)
                    .map(session -> session.getAuthenticatedClientSessionByClient(client))
                    .filter(login -> AuthenticationManager.isClientSessionValid(
                            context.getRealm(), login.getClient(), login.getUserSession(), login))
                    .ifPresent(login -> KeptLevel.of(context.getSession(), login));
        }
    }

    private static ScopeList asked(MultivaluedMap<String, String> form) {
        return ScopeList.parse(form.getFirst(OAuth2Constants.SCOPE));
    }

    /** As {@code V1TokenExchangeProvider.getRequestedScope}; without a subject token what is asked for counts. */
    private static ScopeList inherited(AccessToken token, MultivaluedMap<String, String> form) {
        if (token == null || token.getScope() == null) {
            return asked(form);
        }
        ScopeList inherited = ScopeList.parse(token.getScope());
        return form.containsKey(OAuth2Constants.SCOPE)
                ? inherited.retaining(asked(form).names())
                : inherited;
    }

    /** As {@code StandardTokenExchangeProvider.supports}; whatever it does not take goes to the legacy one. */
    private static boolean isStandard(OAuth2GrantType.Context context) {
        MultivaluedMap<String, String> form = context.getFormParams();
        return LEGACY_ONLY.stream().noneMatch(form::containsKey)
                && OAuth2Constants.ACCESS_TOKEN_TYPE.equals(form.getFirst(OAuth2Constants.SUBJECT_TOKEN_TYPE))
                && Boolean.parseBoolean(context.getClient().getAttribute(STANDARD_ENABLED));
    }

    /** The legacy provider builds the token for the first audience; else it is for the client that asks. */
    static ClientModel tokenClient(OAuth2GrantType.Context context) {
        if (isStandard(context)) {
            return context.getClient();
        }
        String audience = context.getFormParams().getFirst(OAuth2Constants.AUDIENCE);
        ClientModel target = audience == null ? null : context.getRealm().getClientByClientId(audience);
        return target == null ? context.getClient() : target;
    }

    private static Optional<UserModel> user(OAuth2GrantType.Context context, AccessToken token) {
        KeycloakSession session = context.getSession();
        RealmModel realm = context.getRealm();
        String requestedSubject = context.getFormParams().getFirst(OAuth2Constants.REQUESTED_SUBJECT);
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
