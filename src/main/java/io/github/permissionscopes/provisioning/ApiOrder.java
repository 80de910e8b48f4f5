package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.definition.ApiDefinition;
import io.github.permissionscopes.definition.ScopeDefinition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keycloak.models.ClientScopeModel;

/** Determines the order of a realm's APIs in an exported bundle. */
final class ApiOrder {

    private final Draft draft;
    private final Set<DraftClient> ordered = new LinkedHashSet<>();
    private final Set<DraftClient> visited = new LinkedHashSet<>();
    private final Map<DraftClient, Set<DraftClient>> describers = new HashMap<>();

    private ApiOrder(Draft draft) {
        this.draft = draft;
    }

    /**
     * @return the APIs in the order of the consent page, those without a number there last and by client ID. The owner
     *     of a scope precedes the APIs that share it, unless it shares a scope of theirs too
     */
    static List<DraftClient> of(Draft draft, List<DraftClient> apis) {
        ApiOrder order = new ApiOrder(draft);
        var numbers = apis.stream().collect(Collectors.toMap(Function.identity(), order::number));
        apis.stream()
                .sorted(Comparator.<DraftClient>comparingInt(numbers::get).thenComparing(DraftClient::clientId))
                .forEach(order::add);
        return new ArrayList<>(order.ordered);
    }

    /**
     * Keeps the owners of scopes the same where two APIs share a scope of each other. One of them then follows an API
     * that shares its scope, and in another realm it would not become the owner. So its definition states a value that
     * only an owner can state.
     *
     * @param ordered all APIs, in the order of {@link #of}
     * @return the same APIs, some with the additional value
     */
    static List<ApiDefinition> withDescribers(Draft draft, List<ApiDefinition> ordered) {
        Set<String> listed = new HashSet<>();
        List<ApiDefinition> said = new ArrayList<>();
        for (ApiDefinition api : ordered) {
            List<ScopeDefinition> scopes = api.scopes().stream()
                    .map(scope -> listed.contains(scope.name())
                                    && describes(draft, api.clientId(), scope.name())
                                    && !SharedScope.isDescribed(scope)
                            ? scope.shown(true, null)
                            : scope)
                    .toList();
            scopes.forEach(scope -> listed.add(scope.name()));
            said.add(api.withScopes(scopes));
        }
        return said;
    }

    private static boolean describes(Draft draft, String clientId, String scope) {
        return draft.scope(scope)
                .flatMap(Ownership::owner)
                .filter(clientId::equals)
                .isPresent();
    }

    private int number(DraftClient api) {
        return draft.scopesOf(api.clientId()).stream()
                .filter(scope ->
                        Ownership.owner(scope).filter(api.clientId()::equals).isPresent())
                // A bundle does not contain such a scope, so its number would be missing in another realm.
                .filter(scope -> scope.isMade() || !Requirements.isLeftOpen(scope))
                // A scope without a number still ranks before an API without scopes.
                .mapToInt(scope ->
                        Math.min(Integer.MAX_VALUE - 1, ScopeOrder.number(scope.attribute(ClientScopeModel.GUI_ORDER))))
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    private void add(DraftClient api) {
        if (visited.add(api)) {
            describers(api).stream()
                    .filter(describer -> !reached(describer).contains(api))
                    .forEach(this::add);
            ordered.add(api);
        }
    }

    /** @return the owners of the API's scopes, the owners of their scopes, and so on */
    private Set<DraftClient> reached(DraftClient api) {
        Set<DraftClient> reached = new LinkedHashSet<>();
        Deque<DraftClient> pending = new ArrayDeque<>(List.of(api));
        while (!pending.isEmpty()) {
            describers(pending.pop()).stream().filter(reached::add).forEach(pending::push);
        }
        return reached;
    }

    private Set<DraftClient> describers(DraftClient api) {
        return describers.computeIfAbsent(api, key -> draft.scopesOf(key.clientId()).stream()
                .flatMap(scope -> Ownership.owner(scope).stream())
                .filter(owner -> !owner.equals(key.clientId()))
                .flatMap(owner -> draft.client(owner).stream())
                .filter(DraftClient::canBeApi)
                .collect(Collectors.toCollection(LinkedHashSet::new)));
    }
}
