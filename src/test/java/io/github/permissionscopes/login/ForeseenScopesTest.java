package io.github.permissionscopes.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.decision.Occasion;
import io.github.permissionscopes.decision.Refusal;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeDecision;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.decision.ScopePolicy;
import io.github.permissionscopes.decision.ScopeRequest;
import io.github.permissionscopes.decision.Settings;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a condition makes of a login whose scopes could not be judged. What else it makes of one: ScopeConditionIT. */
class ForeseenScopesTest {

    @Test
    void areUnjudgedWhereTheRuleCannotBeEvaluated() {
        assertThat(foreseen("openid read:contacts", true).areUnjudged()).isTrue();
        assertThat(foreseen("openid read:contacts", false).areUnjudged()).isFalse();
        assertThat(foreseen("openid", true).areUnjudged()).isFalse();
    }

    private static ForeseenScopes foreseen(String scope, boolean failed) {
        return new ForeseenScopes(
                null, Ruling.of(decision(ScopeList.parse(scope), failed), Settings.DEFAULT, Refusal.STRIP));
    }

    private static ScopeDecision decision(ScopeList requested, boolean failed) {
        return failed
                ? ScopePolicy.failClosed(requested, Occasion.GRANT)
                : ScopePolicy.decide(ScopeRequest.unheld(requested, Map.of(), Optional.empty(), Occasion.GRANT));
    }
}
