package io.github.permissionscopes.refusalreport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.decision.Mode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an event's details say. */
class RefusedScopeTest {

    @Test
    void ofARealmThatReportsNothingTookEffect() {
        assertThat(RefusedScope.in(Map.of(
                        "permission_scopes_mode", "report",
                        "scope_refused_reasons", "read:a=not_permitted read:b=other_api")))
                .containsExactly(
                        new RefusedScope("read:a", "not_permitted", Mode.REPORT),
                        new RefusedScope("read:b", "other_api", Mode.REPORT));
    }

    @Test
    void ofARealmThatEnforcesAllButTheReportOnlyOnesTookEffect() {
        assertThat(RefusedScope.in(Map.of(
                        "permission_scopes_mode", "enforce",
                        "scope_refused_report_only", "read:b read:c",
                        "scope_refused_reasons",
                                "read:a=not_permitted read:b=not_permitted read:c=no_permission_defined")))
                .containsExactly(
                        new RefusedScope("read:a", "not_permitted", Mode.ENFORCE),
                        new RefusedScope("read:b", "not_permitted", Mode.REPORT),
                        new RefusedScope("read:c", "no_permission_defined", Mode.REPORT));
    }

    @Test
    void aScopeMayContainTheSeparator() {
        assertThat(RefusedScope.in(
                        Map.of("permission_scopes_mode", "enforce", "scope_refused_reasons", "a=b=c=not_permitted")))
                .containsExactly(new RefusedScope("a=b=c", "not_permitted", Mode.ENFORCE));
    }

    @Test
    void whatIsCutOffOrNotTheProductsIsLeftOut() {
        assertThat(RefusedScope.in(Map.of(
                        "permission_scopes_mode", "report", "scope_refused_reasons", "a=not_permitted b=not_per")))
                .extracting(RefusedScope::scope)
                .containsExactly("a");
        assertThat(RefusedScope.in(Map.of("scope_refused_reasons", "=not_permitted evaluation_failed")))
                .isEmpty();
        assertThat(RefusedScope.in(Map.of("scope", "read:a"))).isEmpty();
        assertThat(RefusedScope.in(null)).isEmpty();
    }

    @Test
    void readsWhatARequestNamesAsItsApi() {
        assertThat(RefusedScope.in(
                        Map.of("resource_refused", "https://nobody.example", "permission_scopes_mode", "report")))
                .containsExactly(new RefusedScope(null, "https://nobody.example", "invalid_target", Mode.REPORT));
        assertThat(RefusedScope.in(Map.of(
                        "resource_refused", "nobody",
                        "resource_refused_report_only", "nobody",
                        "permission_scopes_mode", "enforce")))
                .containsExactly(new RefusedScope(null, "nobody", "invalid_target", Mode.REPORT));
        assertThat(RefusedScope.in(Map.of("resource_refused", "nobody", "permission_scopes_mode", "enforce")))
                .containsExactly(new RefusedScope(null, "nobody", "invalid_target", Mode.ENFORCE));
    }
}
