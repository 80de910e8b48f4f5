package io.github.permissionscopes.decision;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Requests of every kind: a few scopes, permissions and APIs in all combinations. */
final class TestArbitraries {

    private static final List<String> SCOPES = List.of("openid", "profile", "a", "A", "b", "c", "a:1");
    private static final List<String> PERMISSIONS = List.of("p", "q", "r", "x/p", "y/p");
    private static final List<String> APIS = List.of("x", "y");
    private static final List<Integer> LEVELS = List.of(0, 1, 2, 3, ScopeRule.UNREACHABLE);

    private TestArbitraries() {}

    static Arbitrary<ScopeRequest> requests() {
        return Combinators.combine(
                        scopeParameters(),
                        rules(),
                        subsets(PERMISSIONS),
                        Arbitraries.of(APIS).optional(0.4),
                        Arbitraries.of(LEVELS))
                .as((asked, rules, held, target, level) ->
                        new ScopeRequest(ScopeList.parse(String.join(" ", asked)), rules, held, target, level));
    }

    static Arbitrary<List<String>> scopeParameters() {
        return Arbitraries.of(SCOPES).list().ofMaxSize(10);
    }

    static Arbitrary<String> apis() {
        return Arbitraries.of(APIS);
    }

    static Arbitrary<String> permissions() {
        return Arbitraries.of(PERMISSIONS);
    }

    static Arbitrary<Settings> settings() {
        return Combinators.combine(Arbitraries.of(Mode.class), Arbitraries.of(Refusal.class), subsets(APIS))
                .as((mode, refusal, reportOnly) -> new Settings(mode, refusal, reportOnly, false, false));
    }

    /** {@code api/role}, or the role of a realm. */
    private static Set<Permission> permissions(Set<String> names) {
        return names.stream()
                .map(name ->
                        new Permission(name, name.contains("/") ? Optional.of(name.substring(0, 1)) : Optional.empty()))
                .collect(Collectors.toSet());
    }

    private static Arbitrary<Map<String, List<ScopeRule>>> rules() {
        Arbitrary<ScopeRule> rule = Combinators.combine(
                        subsets(PERMISSIONS).map(TestArbitraries::permissions),
                        Arbitraries.of(Match.class),
                        subsets(APIS),
                        Arbitraries.of(true, false),
                        Arbitraries.of(Refusal.class),
                        Arbitraries.of(LEVELS).optional(0.5).map(TestArbitraries::minimum),
                        Arbitraries.of(true, false),
                        subsets(PERMISSIONS))
                .as(ScopeRule::new);
        return Arbitraries.maps(Arbitraries.of(SCOPES), rule.list().ofMaxSize(2))
                .ofMaxSize(SCOPES.size());
    }

    private static OptionalInt minimum(Optional<Integer> level) {
        return level.map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private static Arbitrary<Set<String>> subsets(List<String> names) {
        return Arbitraries.of(names).set().ofMaxSize(names.size());
    }
}
