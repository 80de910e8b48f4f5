package io.github.permissionscopes.authorization;

import io.github.permissionscopes.decision.Mode;
import io.github.permissionscopes.decision.Ruling;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.RefreshToken;

/** Tokens for the one API that their request named. */
public final class OneApiToken {

    private static final String KEPT = "permissionScopes.keptApi";

    private OneApiToken() {}

    /**
     * A grant for one API stays one while nothing is enforced for a time, and its tokens are for all.
     *
     * @param name of the grant that this request uses, as {@link NamedApi#name}
     */
    public static void keep(KeycloakSession session, String name) {
        session.setAttribute(KEPT, name);
    }

    /**
     * Narrows the access token, and lets the refresh token remember the API. May be called twice.
     *
     * @param access null for none
     * @param refresh null for none
     */
    public static void narrow(KeycloakSession session, AccessToken access, RefreshToken refresh) {
        Optional<NamedApi> api = NamedApi.ofRequest(session);
        if (access != null) {
            api.ifPresent(named -> named.narrow(access));
        }
        if (refresh != null) {
            api.map(NamedApi::name)
                    .or(() -> Optional.ofNullable(session.getAttribute(KEPT, String.class)))
                    .or(() -> isForAll(session) ? Optional.of(ApiNaming.GRANTED_FOR_ALL) : Optional.empty())
                    .ifPresent(name -> refresh.getOtherClaims().put(ApiNaming.GRANTED, name));
        }
    }

    /** Not where something was named and only reported, now or at the login: that grant may still become one for the API. */
    private static boolean isForAll(KeycloakSession session) {
        return TokenRequest.named(session).isEmpty()
                && ApiNaming.onlyReportedOn(session).isEmpty()
                && ScopeGate.lastRuling(session)
                        .filter(ruling -> ruling.settings().mode() == Mode.ENFORCE)
                        .map(Ruling::decision)
                        .filter(decision -> !decision.granted().isEmpty()
                                || !decision.refused().isEmpty())
                        .isPresent();
    }
}
