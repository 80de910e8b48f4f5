package io.github.permissionscopes.decision;

import static io.github.permissionscopes.decision.TestRequests.CONTACTS_API;
import static io.github.permissionscopes.decision.TestRequests.EVENTS_API;
import static io.github.permissionscopes.decision.TestRequests.request;
import static io.github.permissionscopes.decision.TestRequests.requiring;
import static io.github.permissionscopes.decision.TestRequests.summary;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.decision.TestRequests.Request;
import io.github.permissionscopes.decision.Verdict.Granted;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A token that may stand for several scopes. */
class ScopePolicySeveralScopesTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "both permitted,                   r1, r2, r1 r2, 0, granted",
        "only the first,                   r1, r2, r1,    0, not_permitted",
        "only the second,                  r1, r2, r2,    0, not_permitted",
        "neither,                          r1, r2, '',    0, not_permitted",
        "the second can nobody hold,       r1, '', r1,    0, no_permission_defined",
        "the first can nobody hold,        '', r1, r1,    0, no_permission_defined",
    })
    void isGrantedOnlyIfAllOfThemArePermitted(
            String comment, String one, String other, String held, int level, String verdict) {
        Request request = request()
                .asking("doc:7")
                .protectingToo("doc:7", requiring(one))
                .protectingToo("doc:7", requiring(other))
                .holding(held)
                .reaching(level);

        assertThat(summary(request.decide())).isEqualTo("doc:7=" + verdict);
    }

    @ParameterizedTest
    @CsvSource({"r1, not_permitted", "r1 r2, acr_too_low"})
    void lacksALevelOnlyWhereItLacksNothingElse(String held, String verdict) {
        Request request = request()
                .asking("doc:7")
                .protectingToo("doc:7", requiring("r1").fromLevel(2))
                .protectingToo("doc:7", requiring("r2"))
                .holding(held);

        assertThat(summary(request.decide())).isEqualTo("doc:7=" + verdict);
    }

    /** One that is only reported on does not hide another. */
    @ParameterizedTest
    @CsvSource({"contacts-api, events-api, contacts-api events-api", "contacts-api, '', ''"})
    void isRefusedForAllTheirApis(String one, String other, String apis) {
        Request request = request()
                .asking("doc:7")
                .protectingToo("doc:7", requiring("r1").of(one))
                .protectingToo("doc:7", requiring("r2").of(other).refusedBy(Refusal.REJECT));

        assertThat(request.decide().refused()).singleElement().satisfies(refused -> {
            assertThat(refused.apis()).isEqualTo(requiring("").of(apis).build().apis());
            assertThat(refused.refusal()).isEqualTo(Refusal.REJECT);
        });
    }

    @Test
    void isGrantedByThePermissionsOfAllOfThem() {
        Request request = request()
                .asking("doc:7")
                .protectingToo("doc:7", requiring("r1"))
                .protectingToo("doc:7", requiring("r2").of(EVENTS_API))
                .holding("r1 r2");

        assertThat(request.decide().granted())
                .containsExactly(new Granted("doc:7", Set.of("r1", "r2"), Set.of(CONTACTS_API, EVENTS_API)));
    }
}
