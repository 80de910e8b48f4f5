package io.github.permissionscopes.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.protocol.ProtocolMapperConfigException;
import org.keycloak.provider.ProviderConfigProperty;

/** What an administrator, and the server, see of the mapper. The id is in realm files. */
class MapperFormTest {

    private final PermissionScopesMapper mapper = new PermissionScopesMapper();

    @Test
    void offersTheMapperWithItsSettings() {
        assertThat(mapper.getId()).isEqualTo("permission-scopes-mapper");
        assertThat(mapper.getDisplayType()).isEqualTo("Permission Scopes");
        assertThat(mapper.getDisplayCategory()).isEqualTo("Token mapper");
        assertThat(mapper.getHelpText()).contains("removes scopes for which the user has no permission");
        assertThat(mapper.getConfigProperties())
                .extracting(ProviderConfigProperty::getName)
                .containsExactly(
                        "permissions.include",
                        "claim.name",
                        "permissions.maxSize",
                        "token.dialect",
                        "access.token.claim",
                        "lightweight.claim",
                        "introspection.token.claim");
        assertThat(mapper.getOperationalInfo()).containsOnlyKeys("version");
    }

    @Test
    void seesATokenAfterAllOtherMappers() {
        assertThat(mapper.getPriority()).isEqualTo(10_000);
    }

    @Test
    void refusesASettingThatIsWrong() throws Exception {
        ProtocolMapperModel model = new ProtocolMapperModel();
        model.setConfig(Map.of("token.dialect", "rfc9068"));
        mapper.validateConfig(null, null, null, model);

        model.setConfig(Map.of("token.dialect", "another"));

        assertThatThrownBy(() -> mapper.validateConfig(null, null, null, model))
                .isInstanceOf(ProtocolMapperConfigException.class);
    }
}
