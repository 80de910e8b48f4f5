package io.github.permissionscopes.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.config.MapperConfig.Dialect;
import io.github.permissionscopes.config.MapperConfig.Include;
import java.text.MessageFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.protocol.ProtocolMapperConfigException;
import org.keycloak.provider.ProviderConfigProperty;

class MapperConfigTest {

    private static final MapperConfig DEFAULT =
            new MapperConfig(List.of("permissions"), Include.NONE, Dialect.KEYCLOAK, 4096, true, false, true);

    @Test
    void anEmptyConfigMeansTheDefaults() {
        assertThat(MapperConfig.parse(Map.of())).isEqualTo(DEFAULT);
    }

    @Test
    void readsEveryValue() {
        assertThat(MapperConfig.parse(Map.of(
                        "claim.name", "api.rights",
                        "permissions.include", "all",
                        "token.dialect", "rfc9068",
                        "permissions.maxSize", "0",
                        "access.token.claim", "false",
                        "lightweight.claim", "true",
                        "introspection.token.claim", "true")))
                .isEqualTo(
                        new MapperConfig(List.of("api", "rights"), Include.ALL, Dialect.RFC9068, 0, false, true, true));
    }

    /** As Keycloak's own mappers do it. */
    @Test
    void introspectionFollowsTheAccessTokenWhereItIsNotSet() {
        assertThat(MapperConfig.parse(Map.of("access.token.claim", "false")).introspection())
                .isFalse();
    }

    @Test
    void valuesThatMakeNoSenseMeanTheDefaults() {
        assertThat(MapperConfig.parse(Map.of(
                        "claim.name", "scope",
                        "permissions.include", "ALL",
                        "token.dialect", "jwt",
                        "permissions.maxSize", "-1",
                        "lightweight.claim", "yes")))
                .isEqualTo(DEFAULT);
    }

    @Test
    void theFormOffersTheDefaults() {
        assertThat(MapperForm.PROPERTIES)
                .extracting(ProviderConfigProperty::getName)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrder(
                        "claim.name",
                        "permissions.include",
                        "token.dialect",
                        "permissions.maxSize",
                        "access.token.claim",
                        "lightweight.claim",
                        "introspection.token.claim");
        Map<String, String> offered = MapperForm.PROPERTIES.stream()
                .collect(Collectors.toMap(
                        ProviderConfigProperty::getName, property -> (String) property.getDefaultValue()));
        assertThat(MapperConfig.parse(offered)).isEqualTo(DEFAULT);
        assertThatCode(() -> MapperConfig.validate(offered)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "permissions.include, Granted, 'is not one of none, granted, all'",
        "token.dialect, at+jwt, 'is not one of keycloak, rfc9068'",
        "permissions.maxSize, 4k, is not a number",
        "permissions.maxSize, -1, is not a number",
        "permissions.maxSize, 99999999999, is not a number",
        "claim.name, sub, is not possible",
        "claim.name, resource_access.contacts-api.roles, is not possible",
        "claim.name, client_id, is not possible",
        "claim.name, 'permissions. ', is not possible",
        "permissions.include, a{0}'s, is not one of"
    })
    void saysWhatIsWrong(String key, String value, String problem) {
        assertThatThrownBy(() -> MapperConfig.validate(Map.of(key, value)))
                .isInstanceOfSatisfying(ProtocolMapperConfigException.class, wrong -> {
                    assertThat(wrong.getMessageKey()).isNotNull();
                    assertThat(MessageFormat.format(wrong.getMessage(), wrong.getParameters()))
                            .startsWith(key + ": \"" + value + "\" " + problem);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"permission.include", "permissions.Include", "permissions.max.size", "include", "claimName"})
    void saysWhatIsMisspelt(String key) {
        assertThat(MapperConfig.unknownSettings(Map.of(key, "all")))
                .singleElement()
                .asString()
                .startsWith("\"" + key + "\" is no setting of it. It has: claim.name, permissions.include,");
        assertThat(MapperConfig.unknownSettings(Map.of(key, " "))).isEmpty();
    }

    @Test
    void whatKeycloakWritesIntoEveryMapperIsNotMisspelt() {
        assertThat(MapperConfig.unknownSettings(Map.of(
                        "permissions.include", "all",
                        "access.token.claim", "true",
                        "id.token.claim", "true",
                        "userinfo.token.claim", "true",
                        "access.tokenResponse.claim", "false",
                        "jsonType.label", "String",
                        "multivalued", "true")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"permissions", "api.permissions", "https://example\\.com/permissions", "Rechte für die API"})
    void takesNamesThatAreFree(String claim) {
        assertThatCode(() -> MapperConfig.validate(Map.of("claim.name", claim))).doesNotThrowAnyException();
    }

    @Test
    void aDotThatIsEscapedIsPartOfAName() {
        assertThat(MapperConfig.parse(Map.of("claim.name", "https://example\\.com/permissions"))
                        .claim())
                .containsExactly("https://example.com/permissions");
    }
}
