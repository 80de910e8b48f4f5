package io.github.permissionscopes.decision;

import static io.github.permissionscopes.decision.TestRequests.CONTACTS_API;
import static io.github.permissionscopes.decision.TestRequests.request;
import static io.github.permissionscopes.decision.TestRequests.requiring;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.decision.TestRequests.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What a request says of itself before it is judged, and what is left of it at other moments than a new grant. */
class ScopeRequestTest {

    private static final Map<String, List<ScopeRule>> RULES = Map.of(
            "offline_access",
            List.of(requiring("offline").of("").build()),
            "read:contacts",
            List.of(requiring("reader").build()));

    @Test
    void namesTheRolesThatMatter() {
        assertThat(request().asking("openid profile").build().permissions()).isEmpty();
        assertThat(request()
                        .asking("profile read:contacts")
                        .protecting("read:contacts", requiring("reader admin"))
                        .protecting(
                                "always", requiring("whole").ofDefaultScope().openedBy("whole part"))
                        .build()
                        .permissions())
                .containsExactlyInAnyOrder("reader", "admin", "whole", "part");
    }

    @Test
    void concernsTheLevelIfARuleHasOne() {
        Request request =
                request().asking("read:contacts delete:contacts").protecting("read:contacts", requiring("reader"));

        assertThat(request.build().concernsLevel()).isFalse();
        assertThat(request.protecting("delete:contacts", requiring("").fromLevel(2))
                        .build()
                        .concernsLevel())
                .isTrue();
    }

    @Test
    void isTheSameForAnotherSubject() {
        ScopeRequest unheld =
                ScopeRequest.unheld(ScopeList.parse("read:contacts"), RULES, Optional.of(CONTACTS_API), Occasion.GRANT);

        ScopeRequest held = unheld.by(Set.of("reader"), 2);

        assertThat(unheld.held()).isEmpty();
        assertThat(unheld.level()).isZero();
        assertThat(held)
                .isEqualTo(new ScopeRequest(
                        ScopeList.parse("read:contacts"), RULES, Set.of("reader"), Optional.of(CONTACTS_API), 2));
    }

    @Test
    void judgesOfflineAccessInANewGrant() {
        assertThat(at(Occasion.GRANT).rules()).isEqualTo(RULES);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "GRANT")
    void doesNotJudgeOfflineAccessLater(Occasion later) {
        assertThat(at(later).rules()).isEqualTo(Map.of("read:contacts", RULES.get("read:contacts")));
    }

    private static ScopeRequest at(Occasion occasion) {
        return ScopeRequest.unheld(ScopeList.parse("offline_access"), RULES, Optional.empty(), occasion);
    }
}
