package io.github.permissionscopes.issuance;

import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.resource.NarrowedToken;
import io.github.permissionscopes.resource.TargetApi;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProvider;
import org.keycloak.representations.AccessToken;

/**
 * Introspection of a token for one API. Keycloak runs the mappers again, which add the audiences and roles of other
 * APIs. Since 26.7 it also responds only to clients whose client ID is an audience, even if the token contains the URL
 * of their API.
 */
final class OneApiIntrospection extends AccessTokenIntrospectionProvider<AccessToken> {

    // Not the superclass's field of that name, which is private before 26.2.
    private final KeycloakSession keycloak;

    private Optional<TargetApi> api = Optional.empty();

    OneApiIntrospection(KeycloakSession session) {
        super(session);
        keycloak = session;
    }

    /** Keycloak has already verified the token. */
    @Override
    public AccessToken transformAccessToken(AccessToken token, UserSessionModel userSession) {
        api = NarrowedToken.targetOf(token).filter(named -> RequestState.of(keycloak)
                .enforces(keycloak.getContext().getRealm()));
        api.ifPresent(RequestState.of(keycloak).target()::narrowTo);
        AccessToken answer = super.transformAccessToken(token, userSession);
        api.ifPresent(named -> NarrowedToken.narrow(answer, named));
        return answer;
    }

    /** Another client may have the API's identifier as its client ID; it is not an audience. */
    // Since 26.7.
    @Override
    protected boolean verifyAudience() {
        String asking = keycloak.getContext().getClient().getClientId();
        return api.map(named ->
                        named.clientId().equals(asking) || (!named.audience().equals(asking) && super.verifyAudience()))
                .orElseGet(super::verifyAudience);
    }
}
