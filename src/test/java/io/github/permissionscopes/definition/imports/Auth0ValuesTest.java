package io.github.permissionscopes.definition.imports;

import static io.github.permissionscopes.definition.imports.Auth0Pages.errors;
import static io.github.permissionscopes.definition.imports.Auth0Pages.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.definition.FieldError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values in lists and pages of Auth0 that are placeholders, parts, or no text that can be stored. */
class Auth0ValuesTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "{'resource_servers': {'resource_servers': [{'identifier': 'https://##ENV##.example'}]}}"
                        + " | /resource_servers/resource_servers/0/identifier",
                "{'resource_servers': {'resource_servers': {'resource_servers': [{'identifier': 'a', 'name': '@@ENV@@'}]}}}"
                        + " | /resource_servers/resource_servers/resource_servers/0/name",
                "{'resourceServers': {'resource_servers': ['##ENV##']}} | /resourceServers/resource_servers/0",
                "{'resource_servers': {'resource_servers': '@@ENV@@'}} | /resource_servers/resource_servers",
                "{'resource_servers': [API], 'roles': {'roles': [{'name': '##ENV##', 'permissions': []}]}} | /roles/roles/0/name",
                "{'resource_servers': [API], 'client_grants': {'client_grants': [{'client_id': '##ENV##'}]}}"
                        + " | /client_grants/client_grants/0/client_id",
                "{'resource_servers': [[{'identifier': '@@ENV@@'}]]}    | /resource_servers/0/0/identifier",
                "{'resource_servers': [{'total': 1, 'resource_servers': [{'identifier': '@@ENV@@'}]}]}"
                        + " | /resource_servers/0/resource_servers/0/identifier",
                "{'resource_servers': [{'identifier': '@@ENV@@', 'resource_servers': []}]} | /resource_servers/0/identifier",
                "{'groups': [{'_id': '1', 'name': '##ENV##'}]}         | /groups/0/name",
                "{'groups': [], 'roles': [{'_id': '1', 'name': 'r', 'applicationId': '##ENV##'}]} | /roles/0/applicationId",
                "{'permissions': [{'_id': '1', 'name': '@@ENV@@', 'applicationId': 'a'}]} | /permissions/0/name",
            })
    void aPlaceholderIsNoValueInAPageOrAnExportOfTheExtension(String document, String field) {
        assertThat(errors(document)).singleElement().satisfies(error -> {
            assertThat(error.field()).isEqualTo(field);
            assertThat(error.message()).contains("Fill in ").contains("ENV");
        });
    }

    @Test
    void aPlaceholderForWhatIsNotNeededIsNoError() {
        assertThat(read("{'resource_servers': [{'identifier': 'https://b.example', 'enforce_policies': true,"
                                + " 'subject_type_authorization': '@@STA@@'}]}")
                        .notCarriedOver())
                .extracting(Remark::field)
                .containsOnly("/resource_servers/0/subject_type_authorization");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "[{'id': 'rol_1', 'name': 'R', 'permissions': [PERMISSION]}] | These are roles: put them",
                "[{'id': 'rol_1', 'name': 'R', 'description': 'r'}] | These are roles: put them",
                "{'name': 'R', 'description': 'r', 'permissions': [PERMISSION]} | These are roles: put them",
                "{'name': 'R', 'permissions': []}                  | These are roles: put them",
                "[GRANT]                                           | These are client grants: put them",
                "GRANT                                             | These are client grants: put them",
                "[{'total': 2, 'resource_servers': [API]}, {'total': 2, 'resource_servers': []}] | the APIs of all pages into one array",
            })
    void whatIsOneOfItsPartsIsToldWhereToPutIt(String document, String message) {
        assertThat(errors(document)).singleElement().satisfies(error -> {
            assertThat(error.field()).isEmpty();
            assertThat(error.message()).contains(message);
        });
    }

    @Test
    void anApiWhoseNameHasNoLatinLetterGetsItsClientIdFromTheIdentifier() {
        Imported imported = read("[{'identifier': 'https://contacts.example', 'enforce_policies': true, 'name': '連絡先'},"
                + " {'identifier': 'account', 'enforce_policies': true, 'name': '予定'}]");

        assertThat(imported.bundle().apis()).extracting("clientId").containsExactly("contacts-example", "account-2");
        assertThat(imported.notCarriedOver()).extracting(Remark::field).contains("/0/name", "/1/name");
    }

    @Test
    void anIdentifierWithHalfACharacterIsAnErrorAtItsField() {
        assertThat(errors("[{'identifier': 'https://b.example/\\ud800', 'name': 'B'}]"))
                .extracting(FieldError::field)
                .containsExactly("/0/identifier");
    }
}
