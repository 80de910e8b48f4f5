package io.github.permissionscopes.authorization;

import io.github.permissionscopes.config.RealmSwitch;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.realm.ApiLookup;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessToken;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The one API that a token is for, since the request named it (RFC 8707).
 *
 * @param clientId of the API's client; empty where there is no such API any more, so that no scope belongs to it
 * @param audience the token's {@code aud}: the API's identifier where it has one, else its client ID, however the request
 *     named it
 * @param name what a grant carries, so that {@link ApiNaming#carried} finds the API again, also under another client ID:
 *     Keycloak's id of the client
 */
public record NamedApi(String clientId, String audience, String name) {

    /** Claim of an access token that is for one API: the client ID of the API. */
    private static final String CLAIM = "permission_scopes_api";

    private static final String OF_REQUEST = "permissionScopes.namedApi";

    static NamedApi of(ClientModel api) {
        return new NamedApi(api.getClientId(), ApiLookup.audience(api), api.getId());
    }

    /** An API that cannot be named (any more). */
    public static NamedApi unknown(String name) {
        return new NamedApi("", name, name);
    }

    public boolean isKnown() {
        return !clientId.isEmpty();
    }

    /**
     * @return the API of the tokens that this HTTP request issues, or of the token that it introspects; empty where none
     *     is named, and where the realm does not enforce
     */
    public static Optional<NamedApi> ofRequest(KeycloakSession session) {
        NamedApi named = session.getAttribute(OF_REQUEST, NamedApi.class);
        return named != null ? Optional.of(named) : ofLogin(session);
    }

    /** A login whose consent page is answered, for tokens in its redirect. */
    private static Optional<NamedApi> ofLogin(KeycloakSession session) {
        AuthenticationSessionModel login = session.getContext().getAuthenticationSession();
        if (login == null || TokenRequest.running(session).isPresent() || !RealmSwitch.enforces(login.getRealm())) {
            return Optional.empty();
        }
        ScopeList scope = ScopeList.parse(login.getClientNote(OAuth2Constants.SCOPE));
        return CarriedApi.in(scope).flatMap(name -> ofLogin(session, login, name));
    }

    /** An API that is not there any more is an unknown one, and no error yet. */
    private static Optional<NamedApi> ofLogin(KeycloakSession session, AuthenticationSessionModel login, String name) {
        try {
            return ApiNaming.carried(session, login.getClient(), name);
        } catch (InvalidTarget gone) {
            return Optional.of(unknown(name));
        }
    }

    /** @return the API that an issued token is for; empty where its request named none */
    public static Optional<NamedApi> ofToken(AccessToken token) {
        String[] audience = token.getAudience();
        return token.getOtherClaims().get(CLAIM) instanceof String api && audience != null && audience.length == 1
                ? Optional.of(new NamedApi(api, audience[0], api))
                : Optional.empty();
    }

    /** For the rest of this HTTP request. */
    public void remember(KeycloakSession session) {
        session.setAttribute(OF_REQUEST, this);
    }

    /** Makes it a token for this API alone: its only audience, and no roles of other clients. */
    public void narrow(AccessToken token) {
        token.audience(audience);
        Map<String, AccessToken.Access> roles = new HashMap<>(token.getResourceAccess());
        roles.keySet().retainAll(Set.of(clientId));
        token.setResourceAccess(roles);
        token.getOtherClaims().put(CLAIM, clientId);
    }
}
