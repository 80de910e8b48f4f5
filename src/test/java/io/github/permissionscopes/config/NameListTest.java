package io.github.permissionscopes.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportOnlyApisTest {

    private static final Predicate<String> NEVER_ASKED = name -> {
        throw new AssertionError("asked for " + name);
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "contacts-api##events-api",
                "contacts-api,events-api",
                "contacts-api events-api",
                "contacts-api, events-api",
                "  contacts-api ,, events-api##",
                "contacts-api\nevents-api",
                "contacts-api##events-api##contacts-api",
            })
    void takesListsOfTheConsoleAndOfFiles(String value) {
        assertThat(parse(value, "contacts-api", "events-api")).containsExactly("contacts-api", "events-api");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "##", ",", " ,## ", "##,,"})
    void isEmptyWhereNothingIsNamed(String value) {
        assertThat(parse(value)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"my api", "my,api", "my, api", "Acme, Inc. API", "my  api"})
    void aClientIdMayHaveSpacesAndCommas(String clientId) {
        String[] others = {"my", "api", "Acme", "Inc.", "API"};

        assertThat(parse(clientId, with(clientId, others))).containsExactly(clientId);
        assertThat(parse("events-api##" + clientId + "##my", with(clientId, others)))
                .containsExactly("events-api", clientId, "my");
        assertThat(parse(" " + clientId + " ##", with(clientId, others))).containsExactly(clientId);
    }

    @Test
    void aClientIdWithASpaceMayStandBetweenCommas() {
        assertThat(parse("events-api, my api,other", "events-api", "my api", "my", "api", "other"))
                .containsExactly("events-api", "my api", "other");
    }

    /** It may be the former ID of a client that has another one now. */
    @Test
    void wordsAreAListOnlyIfEachIsAClient() {
        assertThat(parse("my api", "my")).containsExactly("my api");
        assertThat(parse("my api", "my", "api")).containsExactly("my", "api");
        assertThat(parse("events-api, my api", "my")).containsExactly("events-api", "my api");
    }

    @Test
    void keepsANameThatNoClientHas() {
        assertThat(parse("contacts-api,gone", "contacts-api")).containsExactly("contacts-api", "gone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"contacts-api", "https://api.example.com/v1#contacts", "a##b##c"})
    void asksForNoClientWhereTheTextCanOnlyMeanOneThing(String value) {
        assertThat(NameList.parse(value, NEVER_ASKED).stored()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"b", "my api", "a,c", "c, a"})
    void followsARename(String newId) {
        NameList apis = NameList.parse("a, old c", Set.of("a", "c", "old c")::contains);

        NameList renamed = apis.renamed("old c", newId);

        assertThat(renamed.names()).containsExactly("a", newId);
        assertThat(NameList.parse(renamed.stored(), Set.of("a", "c", newId)::contains))
                .isEqualTo(renamed);
    }

    @Test
    void saysNoNameThatWouldBeReadAsOthers() {
        NameList apis = new NameList(Set.of("my api"));

        assertThat(apis.sayable(Set.of("my")::contains)).isEqualTo(apis);
        assertThat(apis.sayable(Set.of("my", "api", "my api")::contains)).isEqualTo(apis);
        assertThat(apis.sayable(Set.of("my", "api")::contains).names()).isEmpty();
    }

    @Test
    void aRenameOfAnotherClientChangesNothing() {
        NameList apis = NameList.parse("my api", Set.of("my api", "my")::contains);

        assertThat(apis.renamed("my", "mine")).isEqualTo(apis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c##d", " c", "c "})
    void enforcesWhatCannotBeStored(String newId) {
        assertThat(new NameList(Set.of("a")).renamed("a", newId).names()).isEmpty();
    }

    private static List<String> parse(String value, String... clientIds) {
        return List.copyOf(NameList.parse(value, Set.of(clientIds)::contains).names());
    }

    private static String[] with(String clientId, String[] others) {
        String[] all = Arrays.copyOf(others, others.length + 1);
        all[others.length] = clientId;
        return all;
    }
}
