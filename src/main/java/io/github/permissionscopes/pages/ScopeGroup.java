package io.github.permissionscopes.pages;

import io.github.permissionscopes.realm.ScopeApi;
import io.github.permissionscopes.realm.ScopeProtection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.keycloak.models.ClientScopeModel;

/**
 * Scopes under one heading of a page.
 *
 * @param headings names of APIs, usually one; each a text, or the key of a message as in {@code ${key}}
 * @param scopes in the given order; each has a {@code consentScreenText} and may have a value, like Keycloak's
 *     {@code OAuthGrantBean.ClientScopeEntry}
 */
public record ScopeGroup(List<String> headings, List<Object> scopes) {

    private static final List<String> PROFILE = List.of("${permissionScopesYourProfile}");
    private static final List<String> OTHER = List.of("${permissionScopesOtherAccess}");

    /**
     * @param scopeOf the client scope of an item; empty if unknown
     * @return the groups in the order of their first scopes; scopes that belong to no API and are open to everybody
     *     come last
     */
    static <T> List<ScopeGroup> group(List<T> items, Function<T, Optional<ClientScopeModel>> scopeOf) {
        Map<Object, ScopeGroup> groups = new LinkedHashMap<>();
        for (T item : items) {
            Optional<ClientScopeModel> scope = scopeOf.apply(item);
            List<ScopeApi> apis = scope.map(ScopeApi::of).orElse(List.of());
            List<String> headings = apis.isEmpty()
                    ? headings(scope)
                    : apis.stream().map(ScopeApi::name).toList();
            groups.computeIfAbsent(apis.isEmpty() ? headings : apis, key -> new ScopeGroup(headings, new ArrayList<>()))
                    .scopes()
                    .add(item);
        }
        ScopeGroup profile = groups.remove(PROFILE);
        List<ScopeGroup> ordered = new ArrayList<>(groups.values());
        Optional.ofNullable(profile).ifPresent(ordered::add);
        return ordered;
    }

    private static List<String> headings(Optional<ClientScopeModel> scope) {
        return scope.filter(known -> !ScopeProtection.isProtected(known)).isPresent() ? PROFILE : OTHER;
    }
}
