package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.provisioning.Changes.Made;
import io.github.permissionscopes.provisioning.Summary.Users;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Computes who gains or loses which scope, by comparing the users who may have it before and after the changes. */
final class Effects {

    private final Draft before;
    private final Draft after;
    private final Members members;
    private final DraftHolders holdersBefore;
    private final DraftHolders holdersAfter;
    private final Map<String, Difference> byScope = new HashMap<>();

    /** @param closes whether everybody may have the scope now, and afterwards only those in {@code gains} */
    private record Difference(String scope, boolean closes, BitSet gains, BitSet loses) {}

    /**
     * @param before the realm as it is
     * @param after the realm as it will be
     */
    Effects(Draft before, Draft after, Members members) {
        this.before = before;
        this.after = after;
        this.members = members;
        this.holdersBefore = new DraftHolders(members, before.roles());
        this.holdersAfter = new DraftHolders(members, after.roles());
    }

    Plan plan(Changes of) {
        List<Made> made = of.made();
        // All differences are computed first, so that users are sorted only once.
        List<Set<DraftScope>> concerned = made.stream().map(this::scopes).toList();
        concerned.forEach(scopes -> scopes.forEach(this::difference));
        BitSet gaining = new BitSet();
        BitSet losing = new BitSet();
        Map<String, Effect> effects = new HashMap<>();
        byScope.forEach((id, difference) -> {
            if (!difference.closes()) {
                gaining.or(difference.gains());
            }
            losing.or(difference.loses());
            effects.put(id, effect(difference));
        });
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < made.size(); i++) {
            changes.add(made.get(i)
                    .change()
                    .with(concerned.get(i).stream()
                            .map(scope -> effects.get(scope.id()))
                            .filter(Effect::isAny)
                            .toList()));
        }
        return new Plan(
                Summary.of(
                        changes,
                        new Users(gaining.cardinality(), losing.cardinality()),
                        of.whyTooMany().orElse(null)),
                changes,
                of.left());
    }

    private Effect effect(Difference difference) {
        return difference.closes()
                ? Effect.closing(difference.scope(), members.subjects(difference.gains()))
                : Effect.of(
                        difference.scope(), members.subjects(difference.gains()), members.subjects(difference.loses()));
    }

    private Set<DraftScope> scopes(Made change) {
        Set<DraftScope> scopes = new LinkedHashSet<>();
        if (change.scope() != null) {
            scopes.add(change.scope());
        }
        change.permissions().forEach(role -> after.roles().scopes(role).stream()
                .filter(DraftScope::isJudged)
                .forEach(scopes::add));
        return scopes;
    }

    private void difference(DraftScope scope) {
        byScope.computeIfAbsent(scope.id(), id -> {
            BitSet is = before.scopeById(id).map(holdersBefore::of).orElseGet(BitSet::new);
            BitSet becomes = after.scopeById(id).map(holdersAfter::of).orElseGet(BitSet::new);
            BitSet gains = (BitSet) becomes.clone();
            gains.andNot(is);
            is.andNot(becomes);
            boolean closes = before.scopeById(id)
                            .filter(DraftHolders::isEverybodys)
                            .isPresent()
                    && !after.scopeById(id).map(DraftHolders::isEverybodys).orElse(true);
            return new Difference(scope.name(), closes, gains, is);
        });
    }
}
