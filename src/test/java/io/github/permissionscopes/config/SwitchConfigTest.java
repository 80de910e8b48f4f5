package io.github.permissionscopes.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.decision.Mode;
import io.github.permissionscopes.decision.Refusal;
import io.github.permissionscopes.decision.Settings;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.provider.ProviderConfigProperty;

class SwitchConfigTest {

    private static final Settings DEFAULTS = new Settings(Mode.ENFORCE, Refusal.STRIP, Set.of(), false, false);

    @ParameterizedTest
    @NullAndEmptySource
    void meansTheDefaultsWhenNothingIsStored(Map<String, String> config) {
        assertThat(parse(config)).isEqualTo(DEFAULTS);
    }

    @Test
    void meansTheDefaultsWhenValuesAreNull() {
        Map<String, String> config = new HashMap<>();
        for (String key : List.of("mode", "refusal", "reportOnlyApis", "notice", "tellClient")) {
            config.put(key, null);
        }

        assertThat(parse(config)).isEqualTo(DEFAULTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "reprot", "REPORT", "Report", " report", "report ", "report,enforce"})
    void enforcesWhenTheModeIsUnknown(String value) {
        assertThat(parse(Map.of("mode", value)).mode()).isEqualTo(Mode.ENFORCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "rejekt", "REJECT", "reject-if-none-left", " reject"})
    void stripsWhenTheRefusalIsUnknown(String value) {
        assertThat(parse(Map.of("refusal", value)).refusal()).isEqualTo(Refusal.STRIP);
        assertThat(SwitchConfig.parseRefusal(value)).isEqualTo(Refusal.STRIP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "yes", "1", "on"})
    void takesASwitchForOffWhenTheValueIsUnknown(String value) {
        Settings settings = parse(Map.of("notice", value, "tellClient", value));

        assertThat(settings.notice()).isFalse();
        assertThat(settings.tellClient()).isFalse();
    }

    @Test
    void ignoresUnknownKeys() {
        assertThat(parse(Map.of("Mode", "report", "Refusal", "reject", "reportonlyapis", "a")))
                .isEqualTo(DEFAULTS);
    }

    @ParameterizedTest
    @CsvSource({"enforce, ENFORCE", "report, REPORT"})
    void readsEachMode(String value, Mode mode) {
        assertThat(parse(Map.of("mode", value))).isEqualTo(new Settings(mode, Refusal.STRIP, Set.of(), false, false));
        assertThat(SwitchConfig.value(mode)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"strip, STRIP", "reject, REJECT", "reject_if_none_left, REJECT_IF_NONE_LEFT"})
    void readsEachRefusal(String value, Refusal refusal) {
        assertThat(parse(Map.of("refusal", value)))
                .isEqualTo(new Settings(Mode.ENFORCE, refusal, Set.of(), false, false));
        assertThat(SwitchConfig.parseRefusal(value)).isEqualTo(refusal);
        assertThat(SwitchConfig.value(refusal)).isEqualTo(value);
    }

    @Test
    void readsAMissingRefusalAsStrip() {
        assertThat(SwitchConfig.parseRefusal(null)).isEqualTo(Refusal.STRIP);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false"})
    void readsTellClient(String value, boolean tellClient) {
        assertThat(parse(Map.of("tellClient", value)))
                .isEqualTo(new Settings(Mode.ENFORCE, Refusal.STRIP, Set.of(), false, tellClient));
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false"})
    void readsNotice(String value, boolean notice) {
        assertThat(parse(Map.of("notice", value)))
                .isEqualTo(new Settings(Mode.ENFORCE, Refusal.STRIP, Set.of(), notice, false));
    }

    @Test
    void readsReportOnlyApis() {
        assertThat(parse(Map.of("reportOnlyApis", "contacts-api##events-api")).reportOnlyApis())
                .containsExactlyInAnyOrder("contacts-api", "events-api");
    }

    @Test
    void readsAllSettingsAtOnce() {
        assertThat(parse(Map.of(
                        "mode", "report",
                        "refusal", "reject",
                        "reportOnlyApis", "contacts-api",
                        "notice", "true",
                        "tellClient", "true")))
                .isEqualTo(new Settings(Mode.REPORT, Refusal.REJECT, Set.of("contacts-api"), true, true));
    }

    @Test
    void offersTheThreeRefusalsBeginningWithTheDefault() {
        assertThat(SwitchConfig.REFUSAL_VALUES).containsExactly("strip", "reject", "reject_if_none_left");
    }

    @Test
    void offersEverySettingOnce() {
        assertThat(SwitchConfig.PROPERTIES)
                .extracting(ProviderConfigProperty::getName)
                .containsExactlyInAnyOrder("mode", "refusal", "reportOnlyApis", "notice", "tellClient");
    }

    @ParameterizedTest
    @CsvSource({"mode, enforce report", "refusal, strip reject reject_if_none_left"})
    void offersTheValuesOfAListWithTheDefaultFirst(String key, String values) {
        ProviderConfigProperty property = property(key);
        List<String> options = Arrays.asList(values.split(" "));

        assertThat(property.getType()).isEqualTo(ProviderConfigProperty.LIST_TYPE);
        assertThat(property.getOptions()).isEqualTo(options);
        assertThat(property.getDefaultValue()).isEqualTo(options.get(0));
    }

    @Test
    void offersReportOnlyApisAsAListThatIsEmptyAtFirst() {
        assertThat(property("reportOnlyApis").getType()).isEqualTo(ProviderConfigProperty.MULTIVALUED_STRING_TYPE);
        assertThat(property("reportOnlyApis").getDefaultValue()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"notice", "tellClient"})
    void offersASwitchThatIsOffAtFirst(String key) {
        assertThat(property(key).getType()).isEqualTo(ProviderConfigProperty.BOOLEAN_TYPE);
        assertThat(property(key).getDefaultValue()).isEqualTo("false");
    }

    @Test
    void explainsEverySettingInTheConsole() {
        assertThat(SwitchConfig.PROPERTIES).allSatisfy(property -> {
            assertThat(property.getLabel()).isNotBlank();
            assertThat(property.getHelpText()).isNotBlank();
        });
    }

    private static Settings parse(Map<String, String> config) {
        return SwitchConfig.parse(config, clientId -> false);
    }

    private static ProviderConfigProperty property(String name) {
        return SwitchConfig.PROPERTIES.stream()
                .filter(property -> property.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
