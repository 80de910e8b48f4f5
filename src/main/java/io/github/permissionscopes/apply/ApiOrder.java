package io.github.permissionscopes.apply;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keycloak.models.ClientScopeModel;

/** In which order the APIs of a realm stand in a bundle. */
final class ApiOrder {

    private final Draft draft;
    private final Set<DraftClient> ordered = new LinkedHashSet<>();
    private final Set<DraftClient> visited = new LinkedHashSet<>();

    private ApiOrder(Draft draft) {
        this.draft = draft;
    }

    /**
     * @return as on the consent page, without a number there by client ID; but who describes a scope stands before those who
     *     share it, unless each of two shares one of the other's
     */
    static List<DraftClient> of(Draft draft, List<DraftClient> apis) {
        ApiOrder order = new ApiOrder(draft);
        var numbers = apis.stream().collect(Collectors.toMap(Function.identity(), order::number));
        apis.stream()
                .sorted(Comparator.<DraftClient>comparingInt(numbers::get).thenComparing(DraftClient::clientId))
                .forEach(order::add);
        return new ArrayList<>(order.ordered);
    }

    private int number(DraftClient api) {
        return draft.scopesOf(api.clientId()).stream()
                .filter(scope ->
                        Ownership.owner(scope).filter(api.clientId()::equals).isPresent())
                .mapToInt(scope -> ScopeOrder.number(scope.attribute(ClientScopeModel.GUI_ORDER)))
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    private void add(DraftClient api) {
        if (visited.add(api)) {
            draft.scopesOf(api.clientId()).forEach(scope -> Ownership.owner(scope)
                    .flatMap(draft::client)
                    .filter(DraftClient::canBeApi)
                    .ifPresent(this::add));
            ordered.add(api);
        }
    }
}
