package io.github.permissionscopes.apply;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.keycloak.models.ClientScopeModel;

/**
 * Where an API's scopes stand on the consent page: each API has a thousand numbers of its own, so that scopes of two
 * APIs do not mix there. Keycloak sorts by {@code gui.order}, as a number.
 */
final class ScopeOrder {

    /** As on the consent page; scopes without a number come last, by name. */
    static final Comparator<ClientScopeModel> COMPARATOR =
            Comparator.comparingInt(ScopeOrder::number).thenComparing(ClientScopeModel::getName);

    private static final int BLOCK = 1_000;

    private final int block;

    private ScopeOrder(int block) {
        this.block = block;
    }

    /** @return the block that the API has already, else the next free one */
    static ScopeOrder of(List<ClientScopeModel> owned, Collection<ClientScopeModel> all) {
        int last = Integer.MAX_VALUE;
        return owned.stream()
                .mapToInt(ScopeOrder::number)
                .filter(number -> number > BLOCK && number < last)
                .min()
                .stream()
                .mapToObj(number -> new ScopeOrder((number - 1) / BLOCK))
                .findFirst()
                .orElseGet(() -> new ScopeOrder(1
                        + all.stream()
                                .mapToInt(ScopeOrder::number)
                                .filter(number -> number > 0 && number < last - 2 * BLOCK)
                                .map(number -> (number - 1) / BLOCK)
                                .max()
                                .orElse(0)));
    }

    /** @param index from 0, below {@code DefinitionCheck.MOST_SCOPES} */
    String at(int index) {
        return String.valueOf(block * BLOCK + index + 1);
    }

    private static int number(ClientScopeModel scope) {
        try {
            return Integer.parseInt(scope.getGuiOrder());
        } catch (NumberFormatException e) {
            return Integer.MAX_VALUE;
        }
    }
}
