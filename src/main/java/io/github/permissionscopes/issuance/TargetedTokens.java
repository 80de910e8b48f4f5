package io.github.permissionscopes.issuance;

import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.authorization.TokenRequest;
import io.github.permissionscopes.decision.Mode;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.resource.GrantedTarget;
import io.github.permissionscopes.resource.NarrowedToken;
import io.github.permissionscopes.resource.RequestTarget;
import io.github.permissionscopes.resource.TargetApi;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.RefreshToken;

/** Narrows the tokens of a request to the API that the request named. */
public final class TargetedTokens {

    private TargetedTokens() {}

    /**
     * Narrows the access token, and records the API in the refresh token. Idempotent.
     *
     * @param access null for none
     * @param refresh null for none
     */
    public static void narrow(KeycloakSession session, AccessToken access, RefreshToken refresh) {
        Optional<TargetApi> target = IssuanceTarget.of(session);
        if (access != null) {
            target.ifPresent(api -> NarrowedToken.narrow(access, api));
        }
        if (refresh != null) {
            RequestState state = RequestState.of(session);
            target.map(TargetApi::id)
                    .or(state.target()::grant)
                    .or(() -> isForAll(state) ? Optional.of(GrantedTarget.ANY_API) : Optional.empty())
                    .ifPresent(id -> GrantedTarget.put(refresh, id));
        }
    }

    /**
     * False if an API was named and only reported, now or at the login: that grant may still become one for the API.
     */
    private static boolean isForAll(RequestState state) {
        RequestTarget target = state.target();
        return state.tokenRequest()
                        .map(TokenRequest::resources)
                        .orElse(Set.of())
                        .isEmpty()
                && target.reportOnly().isEmpty()
                && state.lastRuling()
                        .filter(ruling -> ruling.settings().mode() == Mode.ENFORCE)
                        .map(Ruling::decision)
                        .filter(decision -> !decision.granted().isEmpty()
                                || !decision.refused().isEmpty())
                        .isPresent();
    }
}
