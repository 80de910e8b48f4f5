package io.github.permissionscopes.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.decision.Verdict.Refused;
import java.util.List;
import java.util.Map;
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

/** What holds for every request that names an API: it gets nothing that it would not get without. */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class NamedApiPropertiesTest {

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

    @Provide
    Arbitrary<ScopeRequest> requests() {
        return TestArbitraries.requests();
    }

    @Provide
    Arbitrary<String> apis() {
        return TestArbitraries.apis();
    }

    private static ScopeRequest naming(ScopeRequest request, Optional<String> api) {
        return new ScopeRequest(request.requested(), request.rules(), request.held(), api, request.level());
    }

    private static Set<String> obtained(ScopeDecision decision) {
        return Stream.concat(scopes(decision.granted()).stream(), scopes(decision.added()).stream())
                .collect(Collectors.toSet());
    }

    private static List<String> scopes(List<? extends Verdict> verdicts) {
        return verdicts.stream().map(Verdict::scope).toList();
    }
}
