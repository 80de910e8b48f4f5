package io.github.permissionscopes.decision;

import static io.github.permissionscopes.decision.TestRequests.CONTACTS_API;
import static io.github.permissionscopes.decision.TestRequests.EVENTS_API;
import static io.github.permissionscopes.decision.TestRequests.request;
import static io.github.permissionscopes.decision.TestRequests.requiring;
import static io.github.permissionscopes.decision.TestRequests.summary;
import static io.github.permissionscopes.decision.TestRulings.reportingOnlyOn;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.decision.TestRequests.Request;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rule cannot be evaluated: what is refused, and whether that could take effect. */
class ScopePolicyFailureTest {

    @Test
    void refusesAllButOpenidIfTheRulesCannotBeRead() {
        ScopeDecision decision =
                ScopePolicy.failClosed(ScopeList.parse("openid profile read:contacts"), Occasion.GRANT);

        assertThat(summary(decision))
                .isEqualTo("openid=passed profile=evaluation_failed read:contacts=evaluation_failed");
        assertThat(decision.refusedScopes()).isEqualTo(ScopeList.parse("profile read:contacts"));
    }

    @Test
    void refusesTheProtectedScopesIfTheRulesAreKnown() {
        ScopeDecision decision =
                ScopePolicy.failClosed(contacts("openid profile read:contacts").build());

        assertThat(summary(decision)).isEqualTo("openid=passed profile=passed read:contacts=evaluation_failed");
    }

    @ParameterizedTest
    @CsvSource({",contacts-api", "contacts-api,''"})
    void isOfTheScopesApisUnlessTheTokenIsForOne(String named, String apis) {
        ScopeDecision decision =
                ScopePolicy.failClosed(contacts("read:contacts").naming(named).build());

        assertThat(decision.refused()).singleElement().satisfies(refused -> assertThat(String.join(" ", refused.apis()))
                .isEqualTo(apis));
    }

    @Test
    void takesEffectIfAnApiIsEnforced() {
        ScopeRequest both = contacts("read:contacts view:events")
                .protecting("view:events", requiring("viewer").of(EVENTS_API))
                .build();

        assertThat(ScopePolicy.failureTakesEffect(both, reportingOnlyOn())).isTrue();
        assertThat(ScopePolicy.failureTakesEffect(both, reportingOnlyOn(CONTACTS_API)))
                .isTrue();
        assertThat(ScopePolicy.failureTakesEffect(both, reportingOnlyOn(CONTACTS_API, EVENTS_API)))
                .isFalse();
    }

    @Test
    void takesEffectInATokenForOneApiWhereverTheRealmEnforces() {
        ScopeRequest named = contacts("read:contacts").naming(CONTACTS_API).build();

        assertThat(ScopePolicy.failureTakesEffect(named, reportingOnlyOn(CONTACTS_API)))
                .isTrue();
        assertThat(ScopePolicy.failureTakesEffect(
                        named, new Settings(Mode.REPORT, Refusal.STRIP, Set.of(), false, false)))
                .isFalse();
    }

    private static Request contacts(String scopes) {
        return request().asking(scopes).protecting("read:contacts", requiring("reader"));
    }
}
