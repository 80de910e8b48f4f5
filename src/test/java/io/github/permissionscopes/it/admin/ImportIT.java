package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.definition.imports.Fixture;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** Documents of other products, sent to the REST API; and the documents that describe it. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ImportIT {

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectAdministration
    Administration rest;

    @InjectAdministrators
    Administrators administrators;

    @ParameterizedTest
    @CsvSource({
        "import/auth0,                   auth0.json,                   application/json",
        "import/auth0,                   authorization-extension.json, application/json; charset=utf-8",
        "import/authorization-extension, authorization-extension.json, application/json",
        "import/openapi,                 openapi.yaml,                 application/yaml",
        "import/openapi,                 openapi.yaml,                 text/yaml",
        "import/openapi,                 openapi.yaml,                 application/x-yaml",
    })
    void answersWithABundleAndWithWhatItDoesNotSay(String path, String document, String mediaType) {
        Answer answer = rest.send("POST", path, mediaType, Fixture.text(document));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.mediaType()).startsWith("application/json");
        assertThat(answer.body()).isEqualTo(Fixture.document(Fixture.expected(document)));
    }

    @Test
    void theRequestNamesTheApiOfAnOpenApiDocument() {
        Answer answer = rest.postYaml(
                "import/openapi?clientId=crm&identifier=https%3A%2F%2Fcrm.example", Fixture.text(Fixture.OPENAPI));

        assertThat(answer.at("/bundle/apis/0/clientId")).isEqualTo("crm");
        assertThat(answer.at("/bundle/apis/0/identifier")).isEqualTo("https://crm.example");
    }

    @ParameterizedTest
    @CsvSource({
        "import/auth0,                   application/json, 400, '{}'",
        "import/auth0,                   application/json, 400, '{\"groups\": 3}'",
        "import/auth0,                   application/json, 400, '{\"a\": 1, \"a\": 2}'",
        "import/auth0,                   application/json, 400, 'no JSON'",
        "import/authorization-extension, application/json, 400, '[]'",
        "import/openapi,                 application/yaml, 400, 'a: &a [*a]'",
        "import/openapi,                 application/json, 400, '{\"swagger\": \"2.0\"}'",
        "import/openapi,                 text/plain,       415, 'openapi: 3.1.0'",
    })
    void saysWhatIsWrong(String path, String mediaType, int status, String document) {
        assertProblem(rest.send("POST", path, mediaType, document), status);
    }

    @ParameterizedTest
    @CsvSource({
        "import/auth0,   auth0-deploycli.yaml,           application/yaml, /bundle/apis/0/clients/0,     Book App",
        "import/auth0,   auth0-organization-roles.json,  application/json, /notCarriedOver/1/what, role Editor of"
                + " organization org_2",
        "import/openapi, openapi-alias.yaml,             application/yaml, /bundle/apis/0/scopes/1/name, a:write",
        "import/openapi, openapi-bearer-scopes.yaml,     application/yaml, /bundle/apis/0/scopes/0/name, a:read",
        "import/openapi, openapi-external-scheme.yaml,   application/yaml, /bundle/apis/0/scopes/1/name,"
                + " sessions:create",
    })
    void readsWhatPeopleHave(String path, String document, String mediaType, String pointer, String value) {
        Answer answer = rest.send("POST", path, mediaType, TestCase.text(document));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.at(pointer)).as(answer.text()).isEqualTo(value);
    }

    @Test
    void namesThePlaceholdersThatAreToBeFilledIn() {
        Answer answer = rest.postYaml(
                "import/auth0",
                "resourceServers:\n"
                        + "  - {name: ##NAME##, identifier: @@ID@@, scopes: [], token_lifetime: ##LIFE##}\n");

        assertProblem(answer, 400);
        assertThat(answer.all("/errors", "field"))
                .containsExactly("/resourceServers/0/name", "/resourceServers/0/identifier");
        assertThat(answer.at("/detail")).contains("##NAME##");
        assertThat(answer.at("/notCarriedOver/0/what")).isEqualTo("placeholders ##LIFE##");
    }

    @Test
    void aProblemHasTheRemarksThatExplainIt() {
        Answer answer = rest.postYaml(
                "import/openapi",
                "openapi: 3.1.0\ninfo: {title: T}\ncomponents: {securitySchemes: {o: {$ref: other.yaml}}}\n");

        assertProblem(answer, 400);
        assertThat(answer.at("/notCarriedOver/0/field")).isEqualTo("/components/securitySchemes/o/$ref");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aByteOrderMarkIsRead(String charset) {
        String document = "\uFEFF" + Fixture.text(Fixture.OPENAPI);

        Answer answer =
                rest.send("POST", "import/openapi", "application/yaml", document.getBytes(Charset.forName(charset)));

        assertThat(ok(answer)).isEqualTo(Fixture.document(Fixture.expected(Fixture.OPENAPI)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void utf16IsReadWithoutAMarkToo(String charset) {
        byte[] document = Fixture.text(Fixture.OPENAPI).getBytes(Charset.forName(charset));

        Answer answer = rest.send("POST", "import/openapi", "application/yaml", document);

        assertThat(ok(answer)).isEqualTo(Fixture.document(Fixture.expected(Fixture.OPENAPI)));
    }

    @Test
    void anotherEncodingIsCalledSo() {
        Answer answer = rest.send(
                "POST", "import/openapi", "application/yaml", "info: Bücher".getBytes(StandardCharsets.ISO_8859_1));

        assertProblem(answer, 400);
        assertThat(answer.at("/detail")).contains("not UTF-8");
    }

    @Test
    void aTokenThatCountsNoMoreIsSaidToHaveExpiredPerhaps() {
        Answer answer = new Administration(realm.getBaseUrl(), "x.y.z").post("import/auth0", "{}");

        assertProblem(answer, 401);
        assertThat(answer.at("/detail")).contains("may have expired");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }

    @Test
    void aBodyIsNeeded() {
        assertProblem(rest.post("import/auth0", null), 400);
    }

    @Test
    void needsARole() {
        for (String product : List.of("auth0", "authorization-extension", "openapi")) {
            Answer answer = administrators.calledBy(CONTACTS_APP, "anna").post("import/" + product, "{}");

            assertProblem(answer, 403);
            assertThat(answer.at("/detail")).contains("view-clients");
            assertProblem(Administration.anonymous(realm.getBaseUrl()).post("import/" + product, "{}"), 401);
        }
    }

    @Test
    void everybodyMayReadWhatTheApiIsLike() {
        Administration anonymous = Administration.anonymous(realm.getBaseUrl());

        Answer openApi = anonymous.get("openapi.json");
        assertThat(ok(openApi).path("openapi").asText()).isEqualTo("3.1.0");
        Answer schema = anonymous.get("bundle.schema.json");
        assertThat(schema.mediaType()).startsWith("application/schema+json");
        assertThat(ok(schema).path("title").asText()).isEqualTo("Bundle");
    }
}
