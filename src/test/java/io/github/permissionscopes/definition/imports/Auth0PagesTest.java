package io.github.permissionscopes.definition.imports;

import static io.github.permissionscopes.definition.imports.Auth0Pages.errors;
import static io.github.permissionscopes.definition.imports.Auth0Pages.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of Auth0 as arrays, pages, and as what they are not: nothing of them is dropped in silence. */
class Auth0PagesTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "{'resourceServers': API}                                  | /resourceServers",
                "{'resource_servers': {'B': API}}                          | /resource_servers",
                "{'resource_servers': {'total': 1, 'data': [API]}}         | /resource_servers",
                "{'resource_servers': {'resource_servers': {'data': [API]}}} | /resource_servers/resource_servers",
                "{'resource_servers': [API], 'roles': {'Admin': {'permissions': []}}} | /roles",
                "{'resource_servers': [API], 'roles': [{'name': 'R', 'permissions': {'https://b.example': ['a']}}]}"
                        + " | /roles/0/permissions",
                "{'resource_servers': [API], 'roles': [{'name': 'R', 'permissions': {'data': [PERMISSION]}}]}"
                        + " | /roles/0/permissions",
                "{'resource_servers': [API], 'roles': [{'name': 'R', 'permissions': {'permissions': PERMISSION}}]}"
                        + " | /roles/0/permissions/permissions",
                "{'resourceServers': [API], 'clientGrants': {'my-grant': GRANT}} | /clientGrants",
            })
    void anObjectIsNoList(String document, String field) {
        assertThat(errors(document)).singleElement().satisfies(error -> {
            assertThat(error.field()).isEqualTo(field);
            assertThat(error.message())
                    .startsWith("A list is expected here, or a page of Auth0's answer with ")
                    .endsWith("; this is an object.");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'resourceServers': {'resource_servers': [API]}, 'clientGrants': {'client_grants': [GRANT]}}",
                "{'resource_servers': {'resourceServers': [API]}, 'client_grants': {'clientGrants': [GRANT]}}",
                "{'resource_servers': {'resource_servers': {'resource_servers': [API], 'total': 1}}, 'client_grants': [GRANT],"
                        + " 'clientGrants': {}, 'roles': {}, 'clients': {'Shop': {}}}",
            })
    void aPageHasItsListUnderEitherName(String document) {
        Imported imported = read(document);

        assertThat(imported.bundle().apis()).singleElement().satisfies(api -> assertThat(api.clients())
                .containsExactly("x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'start': 0, 'limit': 1, 'total': 120, 'resource_servers': [API]}",
                "{'start': 100, 'limit': 50, 'total': 101, 'resource_servers': [API]}",
                "{'next': 'abc', 'resource_servers': [API]}",
                "{'next': 'abc', 'resourceServers': [API], 'clients': []}",
            })
    void aDocumentMayBeAPage(String document) {
        assertThat(read(document).notCarriedOver()).singleElement().satisfies(remark -> {
            assertThat(remark.field()).isEmpty();
            assertThat(remark.what()).isEqualTo("1 resource_servers");
            assertThat(remark.why()).contains("There are more of them on other pages");
        });
    }

    /** As the advice may be taken that all pages are to be put into one array. */
    @Test
    void pagesMayStandInAList() {
        Imported imported = read(
                "{'resource_servers': [{'start': 0, 'total': 2, 'resource_servers': [API]}, {'start': 1, 'total': 2,"
                        + " 'resource_servers': [{'identifier': 'https://c.example', 'name': 'C', 'enforce_policies': true}]}],"
                        + " 'roles': [{'next': 'x', 'roles': [{'name': 'R', 'permissions': [{'total': 1, 'permissions': [PERMISSION]}]}]},"
                        + " {'roles': [{'name': 'S', 'permissions': []}]}],"
                        + " 'client_grants': [{'client_grants': [GRANT], 'total': 1}]}");

        assertThat(imported.bundle().apis()).hasSize(2).first().satisfies(api -> assertThat(api.clients())
                .containsExactly("x"));
        assertThat(imported.bundle().roles()).hasSize(2);
        assertThat(imported.notCarriedOver())
                .extracting(Remark::why)
                .noneMatch(why -> why.contains("other pages") || why.contains("does not know"));
    }

    @Test
    void thatPagesOfAListAreMissingIsRemarkedOnce() {
        assertThat(
                        read("{'resource_servers': [{'total': 3, 'resource_servers': [API]}, {'total': 3, 'resource_servers': []}]}")
                                .notCarriedOver())
                .singleElement()
                .satisfies(remark -> {
                    assertThat(remark.field()).isEqualTo("/resource_servers/1");
                    assertThat(remark.why()).contains("There are more of them on other pages");
                });
    }

    @Test
    void aWholePageIsNotRemarked() {
        assertThat(read("{'start': 0, 'limit': 50, 'total': 1, 'next': null, 'resource_servers': [API]}")
                        .notCarriedOver())
                .isEmpty();
    }

    @Test
    void whatAPageHasBesideIsRemarked() {
        assertThat(
                        read("{'resource_servers': {'resource_servers': [API], 'start': 0, 'more': 7}, 'roles': [], 'total': 5}")
                                .notCarriedOver())
                .extracting(Remark::field, Remark::what)
                .containsExactly(tuple("/resource_servers/more", "more: 7"), tuple("/total", "total: 5"));
    }
}
