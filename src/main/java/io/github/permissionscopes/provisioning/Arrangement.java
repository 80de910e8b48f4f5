package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.definition.ScopeDefinition;
import io.github.permissionscopes.provisioning.Change.Kind;
import java.util.List;
import org.keycloak.models.ClientScopeModel;

/**
 * Orders the scopes that an API owns as in its definition. Scopes that it shares keep the numbers of the API that owns
 * them.
 */
final class Arrangement {

    private final Draft draft;
    private final Changes changes;

    Arrangement(Run run) {
        this.draft = run.draft();
        this.changes = run.changes();
    }

    /**
     * Chooses numbers before the scopes are written. Existing scopes in the right order keep their numbers, or none if
     * they were created by hand.
     *
     * @param definitions the API's scopes in the wanted order
     * @param before the scopes that the API had before the run
     */
    ScopeOrder of(String clientId, List<ScopeDefinition> definitions, List<DraftScope> before) {
        return areThere(definitions) && isInOrder(clientId, definitions)
                ? ScopeOrder.AS_IT_IS
                : block(clientId, before);
    }

    /** Corrects the order after all APIs are written: an API may have taken over scopes from another one. */
    void arrange(String clientId, List<ScopeDefinition> definitions) {
        if (isInOrder(clientId, definitions)) {
            return;
        }
        ScopeOrder order = block(clientId, draft.scopesOf(clientId));
        for (int i = 0; i < definitions.size(); i++) {
            String number = order.at(i);
            draft.scope(definitions.get(i).name())
                    .filter(scope -> isOwned(clientId, scope))
                    .ifPresent(scope -> changes.set(
                            Kind.SCOPE,
                            scope.name(),
                            ClientScopeModel.GUI_ORDER,
                            scope.attribute(ClientScopeModel.GUI_ORDER),
                            number,
                            value -> scope.setAttribute(ClientScopeModel.GUI_ORDER, value)));
        }
    }

    private boolean areThere(List<ScopeDefinition> definitions) {
        return definitions.stream()
                .allMatch(definition -> draft.scope(definition.name()).isPresent());
    }

    private boolean isInOrder(String clientId, List<ScopeDefinition> definitions) {
        List<DraftScope> owned = definitions.stream()
                .flatMap(definition -> draft.scope(definition.name()).stream())
                .filter(scope -> isOwned(clientId, scope))
                .toList();
        for (int i = 1; i < owned.size(); i++) {
            if (!ScopeOrder.isKept(owned.get(i - 1), owned.get(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Tells whether this API owns the scope. A scope of an API that is being deleted, and a scope of no API, belong to
     * the API that lists them.
     */
    private boolean isOwned(String clientId, DraftScope scope) {
        return Ownership.owner(scope)
                .filter(owner -> !owner.equals(clientId) && !draft.givesUp(owner, scope))
                .isEmpty();
    }

    private ScopeOrder block(String clientId, List<DraftScope> scopes) {
        return draft.blocks()
                .of(scopes.stream()
                        .filter(scope ->
                                Ownership.owner(scope).filter(clientId::equals).isPresent())
                        .toList());
    }
}
