package io.github.permissionscopes.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All names count, however they are sent. */
class ResourceParametersTest {

    @Test
    void readsBothParametersAndAllTheirValues() {
        Map<String, List<String>> form = Map.of(
                "audience", List.of("c", "a"), "resource", Arrays.asList("a", null, "b", ""), "scope", List.of("x"));

        assertThat(ResourceParameters.names(form::get)).containsExactly("a", "b", "", "c");
    }

    @Test
    void readsNothingWhereNothingIsSent() {
        assertThat(ResourceParameters.names(Map.<String, List<String>>of()::get))
                .isEmpty();
        assertThat(ResourceParameters.names(Map.of())).isEmpty();
    }

    @Test
    void readsParametersOfOneValue() {
        assertThat(ResourceParameters.names(Map.of("audience", "b", "resource", "a", "other", "c")))
                .containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"resource\":\"a\"} | a",
                "{\"resource\":[\"a\",\"b\"],\"audience\":\"c\"} | a b c",
                "{\"audience\":7} | 7",
                "{\"resource\":null,\"audience\":\"b\"} | b",
                "{\"scope\":\"a\"} | ''"
            })
    void readsTheClaimsOfARequestObject(String object, String names) throws Exception {
        assertThat(String.join(" ", ResourceParameters.names(new ObjectMapper().readTree(object))))
                .isEqualTo(names);
    }

    @Test
    void readsNothingWhereThereIsNoRequestObject() {
        assertThat(ResourceParameters.names((JsonNode) null)).isEmpty();
    }

    /** Of Keycloak's own check, since 26.7; so a client ID has to go another way there. */
    @ParameterizedTest
    @CsvSource({
        "https://contacts.example, true",
        "https://contacts.example/v1, true",
        "urn:client:contacts-api, true",
        "URN:Client:contacts-api, true",
        "urn:client:contacts/api, false",
        "contacts-api, false",
        "https://contacts.example?v=1, false",
        "https://contacts.example#top, false",
        "mailto:contacts, false",
        "'two words', false"
    })
    void knowsWhatKeycloakTakes(String name, boolean taken) {
        assertThat(ResourceUri.isTakenByKeycloak(name)).isEqualTo(taken);
    }
}
