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
 * What Keycloak lists on its consent page, by API. Keycloak decides what is listed, and gives the template only texts;
 * this finds the scopes behind them. Nothing is looked up unless the template asks.
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
     * For a consent page that is made later in this HTTP request: Keycloak makes it by the session's one form provider.
     */
    public static void offer(KeycloakSession session, AuthenticationSessionModel authSession) {
        session.getProvider(LoginFormsProvider.class).setAttribute(ATTRIBUTE, new ConsentGroups(session, authSession));
    }

    /** @param entries {@code oauth.clientScopesRequested}, which is in the display order that administrators set */
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
     * Those of the login; where Keycloak's experimental parameterized scopes are on, it does not count scopes with a
     * value among them. Not the client itself, which it does count: its text is about no API.
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
     * The scopes behind a text that stands on the page so many times. Where more have it, some were consented to before
     * and are not on the page. One alone may be there many times, with a value each.
     *
     * @return empty where it cannot be told: nothing is said to be of an API that may not be its own
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
