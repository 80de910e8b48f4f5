package io.github.permissionscopes.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.decision.Verdict.Added;
import io.github.permissionscopes.decision.Verdict.PassedThrough;
import io.github.permissionscopes.decision.Verdict.Refused;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;

/** What holds for every request, whatever is asked, protected, held and named: what is left of it. */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class RulingPropertiesTest {

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
        return TestArbitraries.requests();
    }

    @Provide
    Arbitrary<List<String>> scopeParameters() {
        return TestArbitraries.scopeParameters();
    }

    @Provide
    Arbitrary<Settings> settings() {
        return TestArbitraries.settings();
    }

    private static ScopeList kept(ScopeRequest request) {
        return Ruling.of(ScopePolicy.decide(request), Settings.DEFAULT, Refusal.STRIP)
                .kept();
    }
}
