package io.github.permissionscopes.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.decision.ScopeList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetInScopeTest {

    private static final ScopeList SCOPE = ScopeList.parse("openid read:contacts");

    @ParameterizedTest
    @ValueSource(
            strings = {"contacts-api", "https://contacts-api.example/v1?x=1", "two words", "%zz +", "kräftig", "a=b"})
    void carriesTheNameAsItIs(String name) {
        ScopeList carried = ScopeList.parse(
                TargetInScope.add(SCOPE, new TargetApi("contacts-api", "https://contacts-api.example", name))
                        .toString());

        assertThat(TargetInScope.in(carried)).contains(name);
        assertThat(TargetInScope.without(carried)).isEqualTo(SCOPE);
    }

    @Test
    void carriesNothingWhereNothingIsNamed() {
        assertThat(TargetInScope.in(SCOPE)).isEmpty();
        assertThat(TargetInScope.without(SCOPE)).isEqualTo(SCOPE);
    }
}
