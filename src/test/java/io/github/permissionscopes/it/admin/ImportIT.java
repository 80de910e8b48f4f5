package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.definition.imports.Fixture;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.testframework.annotations.InjectAdminClient;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;

/** Documents of other products, sent to the REST API; and the documents that describe it. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ImportIT {

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectAdminClient
    Keycloak keycloak;

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
        Answer answer = administration().send("POST", path, mediaType, Fixture.text(document));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.mediaType()).startsWith("application/json");
        assertThat(answer.body()).isEqualTo(Fixture.document(Fixture.expected(document)));
    }

    @Test
    void theRequestNamesTheApiOfAnOpenApiDocument() {
        Answer answer = administration()
                .postYaml(
                        "import/openapi?clientId=crm&identifier=https%3A%2F%2Fcrm.example",
                        Fixture.text(Fixture.OPENAPI));

        assertThat(answer.body().at("/bundle/apis/0/clientId").asText()).isEqualTo("crm");
        assertThat(answer.body().at("/bundle/apis/0/identifier").asText()).isEqualTo("https://crm.example");
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
        assertProblem(administration().send("POST", path, mediaType, document), status);
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
        Answer answer = administration().send("POST", path, mediaType, TestCase.text(document));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.body().at(pointer).asText()).as(answer.text()).isEqualTo(value);
    }

    @Test
    void namesThePlaceholdersThatAreToBeFilledIn() {
        Answer answer = administration()
                .postYaml(
                        "import/auth0",
                        "resourceServers:\n"
                                + "  - {name: ##NAME##, identifier: @@ID@@, scopes: [], token_lifetime: ##LIFE##}\n");

        assertProblem(answer, 400);
        assertThat(answer.body().path("errors").findValuesAsText("field"))
                .containsExactly("/resourceServers/0/name", "/resourceServers/0/identifier");
        assertThat(answer.body().path("detail").asText()).contains("##NAME##");
        assertThat(answer.body().at("/notCarriedOver/0/what").asText()).isEqualTo("placeholders ##LIFE##");
    }

    @Test
    void aProblemHasTheRemarksThatExplainIt() {
        Answer answer = administration()
                .postYaml(
                        "import/openapi",
                        "openapi: 3.1.0\ninfo: {title: T}\ncomponents: {securitySchemes: {o: {$ref: other.yaml}}}\n");

        assertProblem(answer, 400);
        assertThat(answer.body().at("/notCarriedOver/0/field").asText())
                .isEqualTo("/components/securitySchemes/o/$ref");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aByteOrderMarkIsRead(String charset) {
        String document = "\uFEFF" + Fixture.text(Fixture.OPENAPI);

        Answer answer = administration()
                .send("POST", "import/openapi", "application/yaml", document.getBytes(Charset.forName(charset)));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(Fixture.document(Fixture.expected(Fixture.OPENAPI)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void utf16IsReadWithoutAMarkToo(String charset) {
        byte[] document = Fixture.text(Fixture.OPENAPI).getBytes(Charset.forName(charset));

        Answer answer = administration().send("POST", "import/openapi", "application/yaml", document);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(Fixture.document(Fixture.expected(Fixture.OPENAPI)));
    }

    @Test
    void anotherEncodingIsCalledSo() {
        Answer answer = administration()
                .send(
                        "POST",
                        "import/openapi",
                        "application/yaml",
                        "info: Bücher".getBytes(StandardCharsets.ISO_8859_1));

        assertProblem(answer, 400);
        assertThat(answer.body().path("detail").asText()).contains("not UTF-8");
    }

    @Test
    void aTokenThatCountsNoMoreIsSaidToHaveExpiredPerhaps() {
        Answer answer = new Administration(realm.getBaseUrl(), "x.y.z").post("import/auth0", "{}");

        assertProblem(answer, 401);
        assertThat(answer.body().path("detail").asText()).contains("may have expired");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }

    @Test
    void aBodyIsNeeded() {
        assertProblem(administration().post("import/auth0", null), 400);
    }

    @Test
    void needsARole() {
        String token = new OAuth(realm.getBaseUrl(), REDIRECT_URI)
                .password(CONTACTS_APP, "anna", PASSWORD, "openid")
                .accessToken();
        for (String path : new String[] {"auth0", "authorization-extension", "openapi"}) {
            Answer answer = new Administration(realm.getBaseUrl(), token).post("import/" + path, "{}");

            assertProblem(answer, 403);
            assertThat(answer.body().path("detail").asText()).contains("view-clients");
            assertProblem(Administration.anonymous(realm.getBaseUrl()).post("import/" + path, "{}"), 401);
        }
    }

    @Test
    void everybodyMayReadWhatTheApiIsLike() {
        Administration anonymous = Administration.anonymous(realm.getBaseUrl());

        Answer openApi = anonymous.get("openapi.json");
        assertThat(openApi.status()).isEqualTo(200);
        assertThat(openApi.body().path("openapi").asText()).isEqualTo("3.1.0");
        Answer schema = anonymous.get("bundle.schema.json");
        assertThat(schema.status()).isEqualTo(200);
        assertThat(schema.mediaType()).startsWith("application/schema+json");
        assertThat(schema.body().path("title").asText()).isEqualTo("Bundle");
    }

    private Administration administration() {
        return new Administration(realm.getBaseUrl(), keycloak.tokenManager().getAccessTokenString());
    }

    private static void assertProblem(Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.mediaType()).startsWith("application/problem+json");
        assertThat(answer.body().path("detail").asText()).isNotEmpty();
    }
}
