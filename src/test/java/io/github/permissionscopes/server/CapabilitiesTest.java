package io.github.permissionscopes.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.common.Profile;
import org.keycloak.common.Profile.Feature;

/** On the class path of the newest server; {@code EveryServerGrantsIT} runs where most of it is not there. */
class CapabilitiesTest {

    @AfterEach
    void noProfile() {
        Profile.reset();
    }

    @Test
    void theNewestServerHasEveryClass() {
        assertThat(Capabilities.TOKEN_POST_PROCESSOR).isTrue();
        assertThat(Capabilities.LEGACY_EXCHANGE).isTrue();
        assertThat(Capabilities.METRICS).isTrue();
        assertThat(Capabilities.adminPermissions())
                .hasValueSatisfying(type -> assertThat(type.getSimpleName()).isEqualTo("AdminPermissions"));
    }

    @Test
    void noFeatureIsOnOutsideAServer() {
        Profile.reset();

        assertThat(Capabilities.isJwtAuthorizationGrantOn()).isFalse();
        assertThat(Capabilities.areParameterizedScopesOn()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFeatureIsFoundByItsName(boolean on) {
        set(Feature.JWT_AUTHORIZATION_GRANT, on);
        assertThat(Capabilities.isJwtAuthorizationGrantOn()).isEqualTo(on);

        set(Feature.PARAMETERIZED_SCOPES, on);
        assertThat(Capabilities.areParameterizedScopesOn()).isEqualTo(on);
    }

    private static void set(Feature feature, boolean on) {
        Profile.init(Profile.ProfileName.DEFAULT, Map.of(feature, on));
    }
}
