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
 * Assigns numbers that order an API's scopes on the consent page. Keycloak sorts client scopes by the number in {@code
 * gui.order}. Each API gets a block of a thousand numbers, so that the scopes of two APIs do not mix.
 */
final class ScopeOrder {

    private static final Comparator<DraftScope> BY_NUMBER = Comparator.<DraftScope>comparingInt(
                    scope -> number(scope.attribute(ClientScopeModel.GUI_ORDER)))
            .thenComparing(DraftScope::name);

    private static final int NONE = Integer.MAX_VALUE;
    private static final int BLOCK = 1_000;

    /** Used for scopes that are already in the wanted order and keep their numbers. */
    static final ScopeOrder AS_IT_IS = new ScopeOrder(() -> {
        throw new IllegalStateException("The scopes have no new places.");
    });

    private final IntSupplier block;

    private ScopeOrder(IntSupplier block) {
        this.block = block;
    }

    /** The blocks of a realm. An API without a block gets the next free one as soon as it needs a number. */
    static final class Blocks {

        private final Collection<DraftScope> scopes;
        private OptionalInt last = OptionalInt.empty();

        /** @param scopes a live view of the realm's scopes */
        Blocks(Collection<DraftScope> scopes) {
            this.scopes = scopes;
        }

        /** @return the present block of an API with these scopes, else the next free one */
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
            return scopes.stream()
                    .mapToInt(scope -> number(scope.attribute(ClientScopeModel.GUI_ORDER)))
                    .filter(number -> number > 0 && number < NONE - 2 * BLOCK)
                    .map(number -> (number - 1) / BLOCK)
                    .max()
                    .orElse(0);
        }
    }

    /**
     * @param scopes the scopes of the API
     * @return the scopes that the API owns, in the order of the consent page, with those without a number last and by
     *     name; then the scopes that it shares, by name, because their numbers belong to the owner and may differ in
     *     another realm
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

    /** @return whether two scopes of the same owner are in the order of their numbers */
    static boolean isKept(DraftScope before, DraftScope after) {
        return BY_NUMBER.compare(before, after) <= 0;
    }

    /** @param index from 0, below {@code DefinitionLimits.MOST_SCOPES} */
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
