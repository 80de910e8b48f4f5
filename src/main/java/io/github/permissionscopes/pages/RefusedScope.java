package io.github.permissionscopes.pages;

import io.github.permissionscopes.realm.ProtectedScopes;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.OrderedModel.OrderedModelComparator;

/** A scope that is not granted, as a page lists it. Its properties are named as those of Keycloak's consent page. */
public final class RefusedScope {

    private static final Comparator<RefusedScope> ORDER = Comparator.comparing(
                    (RefusedScope refused) -> refused.scope.orElse(null),
                    Comparator.nullsLast(new OrderedModelComparator<>()))
            .thenComparing(refused -> refused.token);

    private final String token;
    private final Optional<ClientScopeModel> scope;

    private RefusedScope(String token, Optional<ClientScopeModel> scope) {
        this.token = token;
        this.scope = scope;
    }

    /** @param tokens as the client asked for them */
    static List<ScopeGroup> groups(ClientModel client, Collection<String> tokens) {
        ProtectedScopes scopes = ProtectedScopes.of(client);
        List<RefusedScope> refused = tokens.stream()
                .map(token -> new RefusedScope(token, scopes.assigned(token)))
                .sorted(ORDER)
                .toList();
        return ScopeGroup.group(refused, listed -> listed.scope);
    }

    /** @return a text, or the key of a message as in {@code ${key}}; the scope itself where it has no text */
    public String getConsentScreenText() {
        return scope.map(known -> known.getConsentScreenText())
                .filter(text -> !text.isBlank())
                .orElse(token);
    }

    /** @return the value that a parameterized scope was asked for with; null where there is none */
    public String getParameterizedScopeParameter() {
        return scope.map(known -> known.getName())
                .filter(name -> token.startsWith(name + ":"))
                .map(name -> token.substring(name.length() + 1))
                .orElse(null);
    }
}
