package io.github.permissionscopes.login;

import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.realm.ProtectedScopes;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserConsentModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.UserConsentManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The consent that a user has just given. The request that answers the consent page stores the scopes that the page
 * listed ({@code LoginActionsService.processConsent}). A permission may be lost while the page is open.
 */
final class StoredConsent {

    private StoredConsent() {}

    /**
     * Removes scopes that were listed on the page and are refused by now, in the transaction that stored the consent.
     */
    static void correct(KeycloakSession session, AuthenticationSessionModel login) {
        ClientModel client = login.getClient();
        UserModel user = login.getAuthenticatedUser();
        // Without a consent page, the login was already judged in this request.
        if (user == null
                || RequestState.of(session).lastRuling(client, user).isPresent()
                || !RequestState.of(session).enforces(login.getRealm())) {
            return;
        }
        ScopeList listed = ScopeList.parse(login.getClientNote(OAuth2Constants.SCOPE));
        LoginScopes.foresee(session, login, user)
                .map(ruling -> listed.retaining(ruling.refusedScopes().names()))
                .filter(lost -> !lost.isEmpty())
                .ifPresent(lost -> remove(session, client, user, lost));
    }

    private static void remove(KeycloakSession session, ClientModel client, UserModel user, ScopeList lost) {
        UserConsentModel consent =
                UserConsentManager.getConsentByClient(session, client.getRealm(), user, client.getId());
        if (consent == null) {
            return;
        }
        ProtectedScopes scopes = ProtectedScopes.of(client);
        Set<String> ids = lost.names().stream()
                .flatMap(token -> scopes.assigned(token).stream())
                .map(ClientScopeModel::getId)
                .collect(Collectors.toSet());
        if (consent.getGrantedClientScopes().removeIf(scope -> ids.contains(scope.getId()))) {
            UserConsentManager.updateConsent(session, client.getRealm(), user, consent);
        }
    }
}
