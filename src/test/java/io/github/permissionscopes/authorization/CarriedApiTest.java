package io.github.permissionscopes.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.decision.ScopeList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CarriedApiTest {

    private static final ScopeList SCOPE = ScopeList.parse("openid read:contacts");

    @ParameterizedTest
    @ValueSource(
            strings = {"contacts-api", "https://contacts-api.example/v1?x=1", "two words", "%zz +", "kräftig", "a=b"})
    void carriesTheNameAsItIs(String name) {
        ScopeList carried = ScopeList.parse(
                CarriedApi.add(SCOPE, new NamedApi("contacts-api", "https://contacts-api.example", name))
                        .toString());

        assertThat(CarriedApi.in(carried)).contains(name);
        assertThat(CarriedApi.without(carried)).isEqualTo(SCOPE);
    }

    @Test
    void carriesNothingWhereNothingIsNamed() {
        assertThat(CarriedApi.in(SCOPE)).isEmpty();
        assertThat(CarriedApi.without(SCOPE)).isEqualTo(SCOPE);
    }
}
