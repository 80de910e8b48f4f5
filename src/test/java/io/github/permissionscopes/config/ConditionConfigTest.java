package io.github.permissionscopes.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.ConditionConfig.When;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.AuthenticatorConfigModel;

class ConditionConfigTest {

    private static final ConditionConfig DEFAULT =
            new ConditionConfig(When.ANY, Set.of(), OptionalInt.empty(), 0, false, false);

    private static final Predicate<String> NO_SCOPE = name -> false;

    @Test
    void anEmptyConfigIsTheDefault() {
        assertThat(ConditionConfig.parse(null, NO_SCOPE)).isEqualTo(DEFAULT);
        assertThat(ConditionConfig.parse(new AuthenticatorConfigModel(), NO_SCOPE))
                .isEqualTo(DEFAULT);
        assertThat(parse(Map.of())).isEqualTo(DEFAULT);
        assertThat(parse(Map.of("when", "", "scopes", "", "level", "", "maxAge", "", "negate", "")))
                .isEqualTo(DEFAULT);
    }

    @Test
    void readsEveryKey() {
        assertThat(parse(Map.of("when", "given", "scopes", "a##b", "level", "2", "maxAge", "60", "negate", "true")))
                .isEqualTo(new ConditionConfig(When.GIVEN, Set.of("a", "b"), OptionalInt.of(2), 60, true, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a##b", "a,b", "a b", " a , b ", "a##b##", "a\nb"})
    void takesScopesFromTheConsoleAndFromFiles(String scopes) {
        assertThat(parse(Map.of("scopes", scopes)).scopes()).containsExactlyInAnyOrder("a", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a##c,d##b", "a, c,d b", "c,d a b"})
    void aScopeMayHaveACommaInItsName(String scopes) {
        assertThat(ConditionConfig.scopes(scopes, "c,d"::equals).names()).containsExactlyInAnyOrder("a", "b", "c,d");
    }

    @ParameterizedTest
    @CsvSource({
        "level, two",
        "level, gold",
        "level, 0",
        "level, -1",
        "level, 99999999999",
        "maxAge, -1",
        "maxAge, -9x",
        "maxAge, 1h",
    })
    void givesNoLevelThatItCannotRead(String key, String value) {
        assertThat(parse(Map.of(key, value))).isEqualTo(DEFAULT);
        assertThat(ConditionConfig.problems(Map.of(key, value)))
                .singleElement()
                .asString()
                .startsWith(key + ": \"" + value + "\" is not a ");
    }

    @ParameterizedTest
    @CsvSource({"when, always", "when, GIVEN", "negate, yes", "negate, 1"})
    void holdsAlwaysWhereItCannotReadWhatItIsAbout(String key, String value) {
        assertThat(parse(Map.of(key, value)).always()).isTrue();
        assertThat(parse(Map.of(key, value, "level", "2")).level()).hasValue(2);
        assertThat(ConditionConfig.problems(Map.of(key, value)))
                .singleElement()
                .asString()
                .startsWith(key + ": \"" + value + "\" is ")
                .endsWith("The sub-flow is for every login.");
    }

    @Test
    void namesEveryProblemAtOnce() {
        assertThat(ConditionConfig.problems(
                        Map.of("when", "given", "level", "gold", "maxAge", "-9x", "negate", "no", "maxage", "3")))
                .hasSize(5)
                .anyMatch(problem -> problem.startsWith("scopes: none is named"))
                .anyMatch(problem -> problem.startsWith("\"maxage\" is no key of it"));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", ",", " , ", "##", ", ## ,"})
    void separatorsNameNoScope(String scopes) {
        assertThat(ConditionConfig.problems(Map.of("when", "given", "scopes", scopes)))
                .singleElement()
                .asString()
                .startsWith("scopes: none is named");
    }

    @Test
    void saysWhatDoesNotCount() {
        assertThat(ConditionConfig.problems(Map.of("scopes", "a", "level", "2")))
                .singleElement()
                .asString()
                .startsWith("scopes: they count with when=given only");
        assertThat(ConditionConfig.problems(Map.of("when", "any", "scopes", "a")))
                .hasSize(1);
        assertThat(ConditionConfig.problems(Map.of("when", "given", "scopes", "a", "maxAge", "60", "level", " ")))
                .singleElement()
                .asString()
                .startsWith("maxAge: it counts with a level only");
        assertThat(ConditionConfig.problems(Map.of("when", "any", "scopes", " , ", "maxAge", "0")))
                .as("as the console's form saves it")
                .isEmpty();
    }

    @Test
    void nothingIsWrongWithWhatCanBeRead() {
        assertThat(ConditionConfig.problems(null)).isEmpty();
        assertThat(ConditionConfig.problems(Map.of())).isEmpty();
        assertThat(ConditionConfig.problems(Map.of(
                        "when",
                        "given",
                        "scopes",
                        "a",
                        "level",
                        " 2 ",
                        "maxAge",
                        "0",
                        "negate",
                        "TRUE",
                        "default.reference.value",
                        "pwd")))
                .isEmpty();
        assertThat(ConditionConfig.problems(Map.of("when", "", "level", "", "maxAge", " ", "negate", "")))
                .isEmpty();
    }

    private static ConditionConfig parse(Map<String, String> config) {
        AuthenticatorConfigModel model = new AuthenticatorConfigModel();
        model.setConfig(config);
        return ConditionConfig.parse(model, NO_SCOPE);
    }
}
