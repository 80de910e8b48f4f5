package io.github.permissionscopes.tokenendpoint;

import io.github.permissionscopes.authorization.Authorizers;
import io.github.permissionscopes.authorization.Rejection;
import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.authorization.ScopeAuthorizer;
import io.github.permissionscopes.authorization.TokenRequest;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.resource.TargetResolver;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import org.keycloak.OAuth2Constants;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.services.CorsErrorResponseException;

/**
 * A token request as an enforcement point sees it.
 *
 * @param token the request as Keycloak passes it to the grant type, and as the client sent it
 * @param state of the HTTP request
 * @param authorizer reports to the event of the request
 * @param afterwards restores what was changed; runs after the grant type, whatever its outcome
 */
record GrantRequest(TokenRequest token, RequestState state, ScopeAuthorizer authorizer, List<Runnable> afterwards) {

    static GrantRequest begin(OAuth2GrantType.Context context) {
        RequestState state = RequestState.of(context.getSession());
        return new GrantRequest(
                state.begin(context),
                state,
                Authorizers.reporting(context.getSession(), context.getEvent()),
                new ArrayList<>());
    }

    OAuth2GrantType.Context context() {
        return token.context();
    }

    KeycloakSession session() {
        return context().getSession();
    }

    RealmModel realm() {
        return context().getRealm();
    }

    /** @return null if no client is known yet */
    ClientModel client() {
        return context().getClient();
    }

    EventBuilder event() {
        return context().getEvent();
    }

    /** The parameters that Keycloak's grant type will read; mutable. */
    MultivaluedMap<String, String> form() {
        return context().getFormParams();
    }

    String parameter(String name) {
        return form().getFirst(name);
    }

    /** The scopes that the form currently requests. */
    ScopeList scope() {
        return ScopeList.parse(parameter(OAuth2Constants.SCOPE));
    }

    boolean enforces() {
        return state.enforces(realm());
    }

    TargetResolver targets() {
        return new TargetResolver(state.settings(realm()), client());
    }

    /** The response to a rejected request. */
    CorsErrorResponseException rejection(Ruling ruling) {
        return Rejection.atTokenEndpoint(context().getCors(), event(), ruling);
    }

    /** The response to a rejected request, whose event names the user. */
    CorsErrorResponseException rejection(Ruling ruling, UserModel user) {
        event().user(user);
        return rejection(ruling);
    }

    void putBack() {
        afterwards.forEach(Runnable::run);
    }
}
