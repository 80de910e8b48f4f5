package io.github.permissionscopes.pages;

import io.github.permissionscopes.decision.Reason;
import io.github.permissionscopes.decision.Verdict.Refused;
import io.github.permissionscopes.realm.ProtectedScopes;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.OrderedModel.OrderedModelComparator;

/** A refused scope as a page lists it. Its properties have the names of those on Keycloak's consent page. */
public final class ListedScope {

    private static final Comparator<ListedScope> ORDER = Comparator.comparing(
                    (ListedScope listed) -> listed.scope.orElse(null),
                    Comparator.nullsLast(new OrderedModelComparator<>()))
            .thenComparing(listed -> listed.token);

    private static final String STRONGER_LOGIN = "${permissionScopesStrongerLogin}";

    private final String token;
    private final Reason reason;
    private final Optional<ClientScopeModel> scope;

    private ListedScope(Refused refused, ProtectedScopes scopes) {
        this.token = refused.scope();
        this.reason = refused.reason();
        this.scope = scopes.assigned(token).stream().findFirst();
    }

    static List<ScopeGroup> groups(ClientModel client, Collection<Refused> refused) {
        ProtectedScopes scopes = ProtectedScopes.of(client);
        List<ListedScope> listed = refused.stream()
                .map(verdict -> new ListedScope(verdict, scopes))
                .sorted(ORDER)
                .toList();
        return ScopeGroup.group(listed, item -> item.scope);
    }

    /** @return a text, or the key of a message as in {@code ${key}}; the scope itself if it has no text */
    public String getConsentScreenText() {
        return scope.map(known -> known.getConsentScreenText())
                .filter(text -> !text.isBlank())
                .orElse(token);
    }

    /** @return the value with which a parameterized scope was requested; null for none */
    public @Nullable String getParameterizedScopeParameter() {
        return scope.map(known -> known.getName())
                .filter(name -> token.startsWith(name + ":"))
                .map(name -> token.substring(name.length() + 1))
                .orElse(null);
    }

    /** @return the key of a message with further information, as in {@code ${key}}; null for none */
    public @Nullable String getNote() {
        return reason == Reason.ACR_TOO_LOW ? STRONGER_LOGIN : null;
    }
}
