package io.github.permissionscopes.enforce;

import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.RefreshToken;

/** Tokens for the one API that their request named. */
public final class OneApiToken {

    private OneApiToken() {}

    /**
     * Narrows the access token, and lets the refresh token remember the API. May be called twice.
     *
     * @param access null for none
     * @param refresh null for none
     */
    public static void narrow(KeycloakSession session, AccessToken access, RefreshToken refresh) {
        NamedApi.ofRequest(session).ifPresent(api -> {
            if (access != null) {
                api.narrow(access);
            }
            if (refresh != null) {
                refresh.getOtherClaims().put(ApiNaming.GRANTED, api.name());
            }
        });
    }
}
