package io.github.permissionscopes.issuance;

import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.resource.Resolution;
import io.github.permissionscopes.resource.TargetApi;
import io.github.permissionscopes.resource.TargetInScope;
import io.github.permissionscopes.resource.TargetResolver;
import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.sessions.AuthenticationSessionModel;

/** The API that the tokens of this request are for, or that an introspected token is for. */
public final class IssuanceTarget {

    private IssuanceTarget() {}

    /** @return empty if none is named, or if the realm does not enforce */
    public static Optional<TargetApi> of(KeycloakSession session) {
        RequestState state = RequestState.of(session);
        return state.target().api().or(() -> ofAnsweredLogin(session, state));
    }

    /**
     * Handles a login whose consent page is answered and whose tokens are sent in the redirect: an earlier request
     * named the API. An API that no longer exists counts as unknown, which is not an error yet.
     */
    private static Optional<TargetApi> ofAnsweredLogin(KeycloakSession session, RequestState state) {
        AuthenticationSessionModel login = session.getContext().getAuthenticationSession();
        if (login == null || state.tokenRequest().isPresent() || !state.enforces(login.getRealm())) {
            return Optional.empty();
        }
        TargetResolver targets = new TargetResolver(state.settings(login.getRealm()), login.getClient());
        return TargetInScope.in(ScopeList.parse(login.getClientNote(OAuth2Constants.SCOPE)))
                .flatMap(id -> targetOf(targets.carried(id), id));
    }

    private static Optional<TargetApi> targetOf(Resolution resolution, String id) {
        return resolution instanceof Resolution.Refused refused
                        && refused.resource().enforced()
                ? Optional.of(TargetApi.unknown(id))
                : resolution.target();
    }
}
