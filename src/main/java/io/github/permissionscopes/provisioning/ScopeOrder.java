package io.github.permissionscopes.provisioning;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientScopeModel;

/**
 * Where an API's scopes stand on the consent page: each API has a thousand numbers of its own, so that scopes of two
 * APIs do not mix there. Keycloak sorts by {@code gui.order}, as a number.
 */
final class ScopeOrder {

    private static final Comparator<DraftScope> BY_NUMBER = Comparator.<DraftScope>comparingInt(
                    scope -> number(scope.attribute(ClientScopeModel.GUI_ORDER)))
            .thenComparing(DraftScope::name);

    private static final int NONE = Integer.MAX_VALUE;
    private static final int BLOCK = 1_000;

    /** Of an API whose scopes are in the order in which they are wanted. */
    static final ScopeOrder AS_IT_IS = new ScopeOrder(() -> {
        throw new IllegalStateException("The scopes have no new places.");
    });

    private final IntSupplier block;

    private ScopeOrder(IntSupplier block) {
        this.block = block;
    }

    /** The blocks of a realm. Of an API that has none yet the next free one is taken when it needs a number. */
    static final class Blocks {

        private final Draft draft;
        private OptionalInt last = OptionalInt.empty();

        Blocks(Draft draft) {
            this.draft = draft;
        }

        /** @return the block that the API has already, else the next free one */
        ScopeOrder of(Collection<DraftScope> owned) {
            OptionalInt present = owned.stream()
                    .mapToInt(scope -> number(scope.attribute(ClientScopeModel.GUI_ORDER)))
                    .filter(number -> number > BLOCK && number < NONE)
                    .min();
            int[] block = {present.isPresent() ? (present.getAsInt() - 1) / BLOCK : -1};
            return new ScopeOrder(() -> {
                if (block[0] < 0) {
                    block[0] = next();
                }
                return block[0];
            });
        }

        private int next() {
            int next = 1 + last.orElseGet(this::highest);
            last = OptionalInt.of(next);
            return next;
        }

        private int highest() {
            return draft.scopes().stream()
                    .mapToInt(scope -> number(scope.attribute(ClientScopeModel.GUI_ORDER)))
                    .filter(number -> number > 0 && number < NONE - 2 * BLOCK)
                    .map(number -> (number - 1) / BLOCK)
                    .max()
                    .orElse(0);
        }
    }

    /**
     * @param scopes of this API
     * @return its own as on the consent page, those without a number last and by name; then those that another API
     *     describes, by name: their numbers are the other API's, and in another realm they may stand otherwise
     */
    static List<DraftScope> sorted(List<DraftScope> scopes, String clientId) {
        Map<Boolean, List<DraftScope>> byOwn = scopes.stream()
                .collect(Collectors.partitioningBy(
                        scope -> Ownership.owner(scope).filter(clientId::equals).isPresent()));
        return Stream.concat(
                        byOwn.getOrDefault(true, List.of()).stream().sorted(BY_NUMBER),
                        byOwn.getOrDefault(false, List.of()).stream().sorted(Comparator.comparing(DraftScope::name)))
                .toList();
    }

    /** @return whether two scopes of one API's own are in the order of their numbers */
    static boolean isKept(DraftScope before, DraftScope after) {
        return BY_NUMBER.compare(before, after) <= 0;
    }

    /** @param index from 0, below {@code DefinitionCheck.MOST_SCOPES} */
    String at(int index) {
        return String.valueOf(block.getAsInt() * BLOCK + index + 1);
    }

    static int number(@Nullable String guiOrder) {
        try {
            return Integer.parseInt(guiOrder);
        } catch (NumberFormatException e) {
            return NONE;
        }
    }
}
