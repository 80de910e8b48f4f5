package io.github.permissionscopes.pages;

import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.realm.ProtectedScopes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.OAuth2Constants;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.forms.login.freemarker.model.OAuthGrantBean.ClientScopeEntry;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserConsentModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.services.managers.UserConsentManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Groups the entries of Keycloak's consent page by API. Keycloak decides what is listed, and passes only texts to the
 * template; this class finds the scopes behind them. Nothing is looked up unless the template asks.
 */
public final class ConsentGroups {

    private static final String ATTRIBUTE = "permissionScopesConsent";

    private final KeycloakSession session;
    private final AuthenticationSessionModel authSession;

    private ConsentGroups(KeycloakSession session, AuthenticationSessionModel authSession) {
        this.session = session;
        this.authSession = authSession;
    }

    /**
     * Provides the groups to a consent page that this HTTP request builds later: Keycloak uses the session's one form
     * provider.
     */
    public static void offer(KeycloakSession session, AuthenticationSessionModel authSession) {
        session.getProvider(LoginFormsProvider.class).setAttribute(ATTRIBUTE, new ConsentGroups(session, authSession));
    }

    /** @param entries {@code oauth.clientScopesRequested}, in the display order that administrators set */
    public List<ScopeGroup> of(List<ClientScopeEntry> entries) {
        Map<List<String>, List<ClientScopeModel>> requested = requested();
        Map<List<String>, Long> shown =
                entries.stream().collect(Collectors.groupingBy(ConsentGroups::key, Collectors.counting()));
        Map<List<String>, Deque<ClientScopeModel>> known = new HashMap<>();
        shown.forEach((key, count) ->
                known.put(key, new ArrayDeque<>(behind(count, requested.getOrDefault(key, List.of())))));
        return ScopeGroup.group(entries, entry -> take(Objects.requireNonNull(known.get(key(entry)))));
    }

    /**
     * Returns the scopes of the login. With Keycloak's experimental parameterized scopes it does not include scopes
     * with a value there, so these are added. The client itself, which it does include, is left out: its text belongs
     * to no API.
     */
    private Map<List<String>, List<ClientScopeModel>> requested() {
        ProtectedScopes assigned = ProtectedScopes.of(authSession.getClient());
        Stream<ClientScopeModel> named =
                ScopeList.parse(authSession.getClientNote(OAuth2Constants.SCOPE)).names().stream()
                        .flatMap(token -> assigned.assigned(token).stream());
        Stream<ClientScopeModel> counted = authSession.getClientScopes().stream()
                .map(id -> KeycloakModelUtils.findClientScopeById(authSession.getRealm(), authSession.getClient(), id));
        return Stream.concat(counted, named)
                .filter(Objects::nonNull)
                .distinct()
                .filter(scope -> !(scope instanceof ClientModel))
                .filter(scope -> scope.isDisplayOnConsentScreen())
                .collect(Collectors.groupingBy(scope -> key(scope.getConsentScreenText(), scope.getGuiOrder())));
    }

    /**
     * Finds the scopes behind a text that is on the page {@code count} times. If more scopes have the text, the user
     * consented to some before, and they are not on the page. One scope may be there several times, once per value.
     *
     * @return empty if the scopes are ambiguous: no entry must appear under an API that may not be its own
     */
    private List<ClientScopeModel> behind(long count, List<ClientScopeModel> scopes) {
        List<ClientScopeModel> found = scopes.size() > count ? notYetGiven(scopes) : scopes;
        return found.size() == 1 || found.size() == count ? found : List.of();
    }

    private List<ClientScopeModel> notYetGiven(List<ClientScopeModel> scopes) {
        UserConsentModel stored = UserConsentManager.getConsentByClient(
                session,
                authSession.getRealm(),
                authSession.getAuthenticatedUser(),
                authSession.getClient().getId());
        return scopes.stream()
                .filter(scope -> stored == null || !stored.isClientScopeGranted(scope))
                .toList();
    }

    private static Optional<ClientScopeModel> take(Deque<ClientScopeModel> scopes) {
        return Optional.ofNullable(scopes.size() > 1 ? scopes.removeFirst() : scopes.peekFirst());
    }

    private static List<String> key(ClientScopeEntry entry) {
        return key(entry.getConsentScreenText(), entry.getGuiOrder());
    }

    private static List<String> key(String text, String order) {
        return List.of(String.valueOf(text), String.valueOf(order));
    }
}
