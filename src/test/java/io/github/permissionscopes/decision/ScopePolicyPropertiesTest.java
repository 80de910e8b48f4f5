package io.github.permissionscopes.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for every request, whatever is asked, protected, held and named: what is granted, and to whom. */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class ScopePolicyPropertiesTest {

    @Property
    void grantsAndAddsOnlyWhatIsRequestedOrAutoGranted(@ForAll("requests") ScopeRequest request) {
        ScopeDecision decision = ScopePolicy.decide(request);

        assertThat(decision.granted())
                .allMatch(granted -> request.requested().contains(granted.scope())
                        || request.rules().get(granted.scope()).stream().anyMatch(ScopeRule::isDefault));
        assertThat(decision.added()).allSatisfy(added -> {
            assertThat(request.requested().contains(added.scope())).isFalse();
            assertThat(request.rules().get(added.scope())).allMatch(rule -> rule.autoGrant() && !rule.isDefault());
        });
    }

    @Property
    void neverGrantsOrAddsWithoutThePermission(@ForAll("requests") ScopeRequest request) {
        for (ScopeRule rule : rulesOf(obtained(ScopePolicy.decide(request)), request)) {
            Set<String> required = rule.requires().stream()
                    .filter(permission -> rule.match() == Match.ALL || !isOfAnotherApi(permission, request.target()))
                    .map(Permission::id)
                    .collect(Collectors.toSet());
            Set<String> heldOfRequired = new HashSet<>(required);
            heldOfRequired.retainAll(request.held());

            if (rule.match() != Match.NONE) {
                assertThat(heldOfRequired).isNotEmpty();
            }
            if (rule.match() == Match.ALL) {
                assertThat(heldOfRequired).isEqualTo(required);
            }
            if (rule.match() == Match.EACH_API && request.target().isEmpty()) {
                assertThat(rule.apis()).allMatch(api -> rule.requires().stream()
                        .anyMatch(permission ->
                                permission.speaksFor(api) && request.held().contains(permission.id())));
            }
        }
    }

    @Property
    void neverGrantsOrAddsForAnotherApi(@ForAll("requests") ScopeRequest request) {
        for (ScopeRule rule : rulesOf(obtained(ScopePolicy.decide(request)), request)) {
            boolean noApis = rule.match() == Match.NONE && rule.apis().isEmpty();
            request.target().filter(api -> !noApis).ifPresent(api -> assertThat(rule.apis())
                    .contains(api));
        }
    }

    @Property
    void neverGrantsOrAddsBelowTheLevel(@ForAll("requests") ScopeRequest request) {
        for (ScopeRule rule : rulesOf(obtained(ScopePolicy.decide(request)), request)) {
            rule.minimumLevel().ifPresent(minimum -> assertThat(minimum)
                    .isLessThanOrEqualTo(request.level())
                    .isNotEqualTo(ScopeRule.UNREACHABLE));
        }
    }

    @Property
    void neverTakesAGrantAwayForAHigherLevel(
            @ForAll("requests") ScopeRequest request, @ForAll @IntRange(min = 1, max = 3) int more) {
        int higher = request.level() == ScopeRule.UNREACHABLE ? request.level() : request.level() + more;

        assertThat(obtained(ScopePolicy.decide(at(request, higher))))
                .containsAll(obtained(ScopePolicy.decide(request)));
    }

    /** The level is the last question: who asks for it would get the scope, if only they logged in at it. */
    @Property
    void asksForALevelOnlyThoseWhoWouldBeGrantedAtIt(@ForAll("requests") ScopeRequest request) {
        List<String> tooLow = ScopePolicy.decide(request).refused().stream()
                .filter(refused -> refused.reason() == Reason.ACR_TOO_LOW)
                .map(Verdict::scope)
                .toList();

        for (String scope : tooLow) {
            int minimum = request.rules().get(scope).stream()
                    .mapToInt(rule -> rule.minimumLevel().orElse(0))
                    .max()
                    .orElseThrow();
            assertThat(minimum == ScopeRule.UNREACHABLE || minimum > request.level())
                    .isTrue();
            if (minimum != ScopeRule.UNREACHABLE) {
                assertThat(scopes(ScopePolicy.decide(at(request, minimum)).granted()))
                        .contains(scope);
            }
        }
    }

    @Property
    void neverTakesAGrantAwayForOneMorePermission(
            @ForAll("requests") ScopeRequest request, @ForAll("permissions") String permission) {
        Set<String> more = new HashSet<>(request.held());
        more.add(permission);

        Set<String> before = obtained(ScopePolicy.decide(request));
        Set<String> after = obtained(ScopePolicy.decide(
                new ScopeRequest(request.requested(), request.rules(), more, request.target(), request.level())));

        assertThat(after).containsAll(before);
    }

    @Provide
    Arbitrary<ScopeRequest> requests() {
        return TestArbitraries.requests();
    }

    @Provide
    Arbitrary<String> permissions() {
        return TestArbitraries.permissions();
    }

    /** Of a scope that nobody asked for, those of the default scope are judged alone. */
    private static List<ScopeRule> rulesOf(Set<String> scopes, ScopeRequest request) {
        return scopes.stream()
                .flatMap(scope -> request.rules().get(scope).stream()
                        .filter(rule -> request.requested().contains(scope)
                                || rule.isDefault()
                                || request.rules().get(scope).stream().noneMatch(ScopeRule::isDefault)))
                .toList();
    }

    private static ScopeRequest at(ScopeRequest request, int level) {
        return new ScopeRequest(request.requested(), request.rules(), request.held(), request.target(), level);
    }

    private static boolean isOfAnotherApi(Permission permission, Optional<String> target) {
        return target.isPresent()
                && permission.api().isPresent()
                && !permission.api().equals(target);
    }

    private static Set<String> obtained(ScopeDecision decision) {
        return Stream.concat(scopes(decision.granted()).stream(), scopes(decision.added()).stream())
                .collect(Collectors.toSet());
    }

    private static List<String> scopes(List<? extends Verdict> verdicts) {
        return verdicts.stream().map(Verdict::scope).toList();
    }
}
