package io.github.permissionscopes.pages;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.forms.login.freemarker.model.OAuthGrantBean.ClientScopeEntry;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * What Keycloak lists on its consent page, by API. Keycloak decides what is listed, and gives the template only texts; this
 * finds the scopes behind them. Nothing is looked up unless the template asks.
 */
public final class ConsentGroups {

    private static final String ATTRIBUTE = "permissionScopesConsent";

    private final AuthenticationSessionModel authSession;

    private ConsentGroups(AuthenticationSessionModel authSession) {
        this.authSession = authSession;
    }

    /** For a consent page that is made later in this HTTP request: Keycloak makes it by the session's one form provider. */
    public static void offer(KeycloakSession session, AuthenticationSessionModel authSession) {
        session.getProvider(LoginFormsProvider.class).setAttribute(ATTRIBUTE, new ConsentGroups(authSession));
    }

    /** @param entries {@code oauth.clientScopesRequested}, which is in the display order that administrators set */
    public List<ScopeGroup> of(List<ClientScopeEntry> entries) {
        Map<List<String>, Deque<ClientScopeModel>> requested = new HashMap<>();
        authSession.getClientScopes().stream()
                .map(id -> KeycloakModelUtils.findClientScopeById(authSession.getRealm(), authSession.getClient(), id))
                .filter(Objects::nonNull)
                .filter(scope -> scope.isDisplayOnConsentScreen())
                .forEach(scope -> requested
                        .computeIfAbsent(
                                key(scope.getConsentScreenText(), scope.getGuiOrder()), key -> new ArrayDeque<>())
                        .add(scope));
        return ScopeGroup.group(entries, entry -> take(requested, entry));
    }

    /** Of several scopes with one text each is taken once; a parameterized one stands for all its values. */
    private static Optional<ClientScopeModel> take(
            Map<List<String>, Deque<ClientScopeModel>> requested, ClientScopeEntry entry) {
        Deque<ClientScopeModel> scopes = requested.get(key(entry.getConsentScreenText(), entry.getGuiOrder()));
        if (scopes == null) {
            return Optional.empty();
        }
        return Optional.of(scopes.size() > 1 ? scopes.removeFirst() : scopes.getFirst());
    }

    private static List<String> key(String text, String order) {
        return List.of(String.valueOf(text), String.valueOf(order));
    }
}
