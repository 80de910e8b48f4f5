package io.github.permissionscopes.explain;

import io.github.permissionscopes.decision.ScopeList;
import java.util.List;
import java.util.function.Predicate;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrderedModel.OrderedModelComparator;
import org.keycloak.models.UserConsentModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.services.managers.UserConsentManager;

/**
 * The consent that the user would be asked for before the client gets a token.
 *
 * @param required whether the client needs consent at all
 * @param asked what the page would list, in the scopes' display order; empty if there would be no page
 * @param given what the page does not list because the user consented to it before
 */
record ConsentPage(boolean required, List<Entry> asked, List<Entry> given) {

    /** @param text as the page's template gets it: a text, or the key of a message, as in <code>${key}</code> */
    record Entry(String scope, String text) {}

    static ConsentPage none(ClientModel client) {
        return new ConsentPage(client.isConsentRequired(), List.of(), List.of());
    }

    /**
     * As {@code AuthenticationManager.getClientScopesToApproveOnConsentScreen} and {@code OAuthGrantBean} build it, for
     * a request without {@code prompt=consent}.
     *
     * @param kept the scopes that the request continues with
     */
    static ConsentPage of(KeycloakSession session, ClientModel client, UserModel user, ScopeList kept) {
        if (!client.isConsentRequired() || user.getServiceAccountClientLink() != null) {
            return none(client);
        }
        List<ClientScopeModel> shown = TokenManager.getRequestedClientScopes(session, kept.toString(), client, user)
                .filter(scope -> scope.isDisplayOnConsentScreen())
                // The page does not order scopes of the same display order; sorting by name makes the result stable.
                .sorted(new OrderedModelComparator<ClientScopeModel>().thenComparing(scope -> scope.getName()))
                .toList();
        UserConsentModel stored =
                UserConsentManager.getConsentByClient(session, client.getRealm(), user, client.getId());
        Predicate<ClientScopeModel> given = scope -> stored != null && stored.isClientScopeGranted(scope);
        return new ConsentPage(true, entries(shown, given.negate()), entries(shown, given));
    }

    private static List<Entry> entries(List<ClientScopeModel> scopes, Predicate<ClientScopeModel> which) {
        return scopes.stream()
                .filter(which)
                .map(scope -> new Entry(scope.getName(), scope.getConsentScreenText()))
                .toList();
    }
}
