package io.github.permissionscopes.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.decision.Verdict.Added;
import io.github.permissionscopes.decision.Verdict.PassedThrough;
import io.github.permissionscopes.decision.Verdict.Refused;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for every request, whatever is asked, protected, held and named. */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class ScopePolicyPropertiesTest {

    private static final List<String> SCOPES = List.of("openid", "profile", "a", "A", "b", "c", "a:1");
    private static final List<String> PERMISSIONS = List.of("p", "q", "r", "x/p", "y/p");
    private static final List<String> APIS = List.of("x", "y");
    private static final List<Integer> LEVELS = List.of(0, 1, 2, 3, ScopeRule.UNREACHABLE);

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

    /** To name an API is a client's choice. The one thing that it cures is that the request was ambiguous. */
    @Property
    void grantsNothingForNamingAnApiThatWouldBeRefusedWithout(
            @ForAll("requests") ScopeRequest request, @ForAll("apis") String api) {
        Map<String, Reason> refusedWithout = ScopePolicy.decide(naming(request, Optional.empty())).refused().stream()
                .collect(Collectors.toMap(Verdict::scope, refused -> refused.reason()));

        for (String scope : obtained(ScopePolicy.decide(naming(request, Optional.of(api))))) {
            assertThat(refusedWithout.getOrDefault(scope, Reason.AMBIGUOUS_API)).isEqualTo(Reason.AMBIGUOUS_API);
        }
    }

    /** The remedy of an ambiguous request is to name an API; for at least one of the scope's own it helps. */
    @Property
    void callsARequestAmbiguousOnlyWhereNamingAnApiHelps(@ForAll("requests") ScopeRequest request) {
        for (Refused refused : ScopePolicy.decide(request).refused()) {
            if (refused.reason() == Reason.AMBIGUOUS_API) {
                assertThat(request.target()).isEmpty();
                List<ScopeRule> rules = request.rules().get(refused.scope());
                if (rules.size() == 1) {
                    assertThat(refused.apis()).isNotEmpty();
                    Set<Reason> named = rules.get(0).requires().stream()
                            .filter(permission -> request.held().contains(permission.id()))
                            .flatMap(permission -> permission.api().stream())
                            .filter(rules.get(0).apis()::contains)
                            .flatMap(own -> ScopePolicy.decide(naming(request, Optional.of(own))).refused().stream()
                                    .filter(again -> again.scope().equals(refused.scope())))
                            .map(Refused::reason)
                            .collect(Collectors.toSet());
                    assertThat(named).isSubsetOf(Reason.ACR_TOO_LOW);
                }
            }
        }
    }

    private static ScopeRequest naming(ScopeRequest request, Optional<String> api) {
        return new ScopeRequest(request.requested(), request.rules(), request.held(), api, request.level());
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

    @Property
    void leavesUnprotectedScopesUntouched(
            @ForAll("requests") ScopeRequest request, @ForAll("settings") Settings settings) {
        ScopeDecision decision = ScopePolicy.decide(request);
        List<String> unprotected = request.requested().names().stream()
                .filter(scope -> scope.equals("openid")
                        || request.rules().getOrDefault(scope, List.of()).isEmpty())
                .toList();

        assertThat(decision.verdicts())
                .filteredOn(PassedThrough.class::isInstance)
                .extracting(Verdict::scope)
                .isEqualTo(unprotected);
        assertThat(Ruling.of(decision, settings, Refusal.STRIP).kept().names()).containsAll(unprotected);
    }

    @Property
    void givesOneVerdictPerDistinctRequestedScopeInRequestOrder(
            @ForAll("scopeParameters") List<String> asked, @ForAll("requests") ScopeRequest other) {
        ScopeRequest request = new ScopeRequest(
                ScopeList.parse(String.join(" ", asked)), other.rules(), other.held(), other.target(), other.level());

        assertThat(ScopePolicy.decide(request).verdicts())
                .filteredOn(verdict -> asked.contains(verdict.scope()))
                .extracting(Verdict::scope)
                .isEqualTo(asked.stream().distinct().toList());
        assertThat(ScopePolicy.decide(request).verdicts())
                .filteredOn(verdict -> !(verdict instanceof Added || asked.contains(verdict.scope())))
                .extracting(Verdict::scope)
                .allMatch(scope -> request.rules().get(scope).stream().anyMatch(ScopeRule::isDefault));
    }

    @Property
    void keepsTheRequestOrderAndPutsAddedScopesLast(
            @ForAll("requests") ScopeRequest request, @ForAll("settings") Settings settings) {
        List<String> kept = Ruling.of(ScopePolicy.decide(request), settings, Refusal.STRIP)
                .kept()
                .names();
        List<String> fromRequest =
                request.requested().names().stream().filter(kept::contains).toList();

        assertThat(kept.subList(0, fromRequest.size())).isEqualTo(fromRequest);
        assertThat(kept.subList(fromRequest.size(), kept.size())).noneMatch(request.requested()::contains);
    }

    @Property
    void refusesNothingWhenItDecidesAgainOnWhatItKept(@ForAll("requests") ScopeRequest request) {
        ScopeList kept = kept(request);
        ScopeRequest again = new ScopeRequest(kept, request.rules(), request.held(), request.target(), request.level());

        assertThat(ScopePolicy.decide(again).refused()).allMatch(Refused::isDefault);
        assertThat(kept(again)).isEqualTo(kept);
    }

    @Property
    void rejectsUnderAStricterRefusalWhateverAMilderOneRejects(
            @ForAll("requests") ScopeRequest request, @ForAll("settings") Settings settings, @ForAll Refusal stricter) {
        ScopeDecision decision = ScopePolicy.decide(request);
        Settings tightened = new Settings(
                settings.mode(), settings.refusal().stricterOf(stricter), settings.reportOnlyApis(), false, false);

        if (Ruling.of(decision, settings, Refusal.STRIP).rejected()) {
            assertThat(Ruling.of(decision, settings, stricter).rejected()).isTrue();
            assertThat(Ruling.of(decision, tightened, Refusal.STRIP).rejected()).isTrue();
        }
    }

    @Provide
    Arbitrary<ScopeRequest> requests() {
        return Combinators.combine(
                        scopeParameters(),
                        rules(),
                        subsets(PERMISSIONS),
                        Arbitraries.of(APIS).optional(0.4),
                        Arbitraries.of(LEVELS))
                .as((asked, rules, held, target, level) ->
                        new ScopeRequest(ScopeList.parse(String.join(" ", asked)), rules, held, target, level));
    }

    @Provide
    Arbitrary<List<String>> scopeParameters() {
        return Arbitraries.of(SCOPES).list().ofMaxSize(10);
    }

    @Provide
    Arbitrary<String> apis() {
        return Arbitraries.of(APIS);
    }

    @Provide
    Arbitrary<String> permissions() {
        return Arbitraries.of(PERMISSIONS);
    }

    @Provide
    Arbitrary<Settings> settings() {
        return Combinators.combine(Arbitraries.of(Mode.class), Arbitraries.of(Refusal.class), subsets(APIS))
                .as((mode, refusal, reportOnly) -> new Settings(mode, refusal, reportOnly, false, false));
    }

    private static boolean isOfAnotherApi(Permission permission, Optional<String> target) {
        return target.isPresent()
                && permission.api().isPresent()
                && !permission.api().equals(target);
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
                        subsets(PERMISSIONS).map(ScopePolicyPropertiesTest::permissions),
                        Arbitraries.of(Match.class),
                        subsets(APIS),
                        Arbitraries.of(true, false),
                        Arbitraries.of(Refusal.class),
                        Arbitraries.of(LEVELS).optional(0.5).map(ScopePolicyPropertiesTest::minimum),
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

    private static ScopeList kept(ScopeRequest request) {
        return Ruling.of(ScopePolicy.decide(request), Settings.DEFAULT, Refusal.STRIP)
                .kept();
    }

    private static Set<String> obtained(ScopeDecision decision) {
        return Stream.concat(scopes(decision.granted()).stream(), scopes(decision.added()).stream())
                .collect(Collectors.toSet());
    }

    private static List<String> scopes(List<? extends Verdict> verdicts) {
        return verdicts.stream().map(Verdict::scope).toList();
    }
}
