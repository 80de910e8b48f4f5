package io.github.permissionscopes.it.resource;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.resource.NamedApiRealm.*;
import static io.github.permissionscopes.it.support.check.OneApi.*;
import static io.github.permissionscopes.it.support.check.OneApi.CONTACTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** By which names a client may name an API: client ID and identifier, whatever they look like. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ApiNamesIT {

    private static final List<String> PARAMETERS = List.of("resource", "audience");

    @InjectRealm(config = NamedApiRealm.class)
    ManagedRealm realm;

    @InjectOAuthClient(value = EveryGrantClient.ID, confidential = true)
    OAuthClient everyGrant;

    @InjectOAuthClient(value = CONTACTS_ONLY, confidential = true)
    OAuthClient contactsOnly;

    @InjectOAuthClient(SUITE)
    OAuthClient suite;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration administration;

    /** A scope that is not protected is enough: it is the administrator who assigns it. */
    @Test
    void isOneThatTheClientHasAnyScopeOf() {
        admin.createScope("of:timesheets", CONTACTS_ONLY, Map.of("permissionScopes.api", TIMESHEETS_API));
        OneApi.TIMESHEETS.assertToken(password(contactsOnly, CONTACTS_REQUEST, TIMESHEETS_API), List.of());
    }

    @Test
    void staysTheOneOfTheGrantWhateverItIsCalledLater() {
        TokenAnswer answer = password(contactsOnly, CONTACTS_REQUEST, CONTACTS.audience());
        admin.clients().setAttribute(CONTACTS_API, "resource_url", "https://new.example");
        new OneApi(CONTACTS_API, "https://new.example")
                .assertToken(contactsOnly.refresh(answer), List.of("read:contacts"));
    }

    @Test
    void withoutAnIdentifierTheClientIdIsTheAudience() {
        admin.clients().setAttribute(CRM_API, "resource_url", "");
        new OneApi(CRM_API, CRM_API)
                .assertToken(
                        everyGrant
                                .asking(REQUEST)
                                .with("audience", CRM_API)
                                .as(DORA)
                                .byPassword(),
                        List.of());
    }

    /** Two APIs of one client: its scopes say whose the name is, since who owns a client may write attributes. */
    @Test
    void ofTwoApisWithOneNameTheOneThatAScopeSaysItIs() {
        admin.clients().setAttribute(CRM_API, "resource_url", CONTACTS.audience());
        assertInvalidTarget(password(everyGrant, REQUEST, CONTACTS.audience()));
        assertInvalidTarget(password(everyGrant, REQUEST, CRM_API));
        admin.scopes().setAttribute("delete:contacts", "permissionScopes.api", CONTACTS_API);
        CONTACTS.assertToken(password(everyGrant, REQUEST, CONTACTS.audience()), CONTACTS_SCOPES);
        assertInvalidTarget(password(everyGrant, REQUEST, CRM_API));
    }

    /** Since 26.7 Keycloak takes parameters that are too long out of the request, and says nothing. */
    @Test
    void isNoneOfAValueThatIsTooLong() {
        String name = "https://contacts-api.example/" + "x".repeat(4_500);

        for (String parameter : PARAMETERS) {
            OAuthClient naming = everyGrant.naming(parameter, name);
            assertInvalidTarget(naming.asking(REQUEST).as(DORA).byPassword());
            assertInvalidTarget(naming.asking(REQUEST).byClientCredentials());
            assertInvalidTarget(naming.asking(REQUEST).device().answer());
        }
        TokenAnswer subject = everyGrant.asking(REQUEST).as(DORA).byPassword();
        OAuthClient naming = everyGrant.naming("resource", name);
        assertInvalidTarget(naming.asking(REQUEST).byTokenExchange(subject));
        assertInvalidTarget(naming.refresh(subject));
    }

    /** A name of ours, under which grants keep the API, is nothing that a client can send. */
    @Test
    void isNotNamedByAParameterOfOurOwn() {
        OAuthClient naming = everyGrant.naming("permission_scopes_resource", TIMESHEETS_API);

        assertForAll(suite.naming("permission_scopes_resource", TIMESHEETS_API)
                .asking(REQUEST)
                .with("permission_scopes_resource", TIMESHEETS_API)
                .as(DORA)
                .byCode());
        assertForAll(naming.asking(REQUEST).as(DORA).byDevice());
        assertForAll(naming.asking(REQUEST).as(DORA).byBackchannel());
    }

    private static TokenAnswer password(OAuthClient client, String scope, String resource) {
        return client.asking(scope).of(resource).as(DORA).byPassword();
    }

    @ParameterizedTest
    @CsvSource({
        "contacts:v1,        ''",
        "contacts api & co,  ''",
        "a+b/c?d=e#f%20{g},  ''",
        "kräftig,            ''",
        "urn:client:crm-api, ''",
        "https://crm.client/, ''",
        "crm,                https://q.example/?a=b&c=d",
        "crm,                urn:example:a/b",
        "crm,                opaque:thing",
        "crm,                https://crm.example/a%20b/+",
    })
    void isNamedByAnyNameAtEveryEndpoint(String clientId, String identifier) {
        define(clientId);
        OneApi api = new OneApi(clientId, identifier.isEmpty() ? clientId : identifier);
        if (!identifier.isEmpty()) {
            admin.clients().setAttribute(clientId, "resource_url", identifier);
        }
        for (String name : identifier.isEmpty() ? List.of(clientId) : List.of(clientId, identifier)) {
            PARAMETERS.forEach(parameter -> assertNamed(api, parameter, name));
        }
    }

    private void define(String clientId) {
        String path = "apis/" + Urls.encode(clientId).replace("+", "%20");
        Object scopes = List.of(Map.of("name", "read:crm", "description", "Read"));
        assertThat(administration
                        .put(path, Map.of("scopes", scopes, "clients", List.of(EveryGrantClient.ID)))
                        .status())
                .isBetween(200, 201);
        realm.cleanup()
                .add(defined -> assertThat(administration.delete(path).status()).isBetween(200, 204));
        admin.give(DORA, clientId, "read:crm");
    }

    private void assertNamed(OneApi api, String parameter, String name) {
        String scope = "openid read:crm read:contacts";
        OAuthClient naming = everyGrant.naming(parameter, name);
        assertOne(api, naming.asking(scope).as(DORA).byPassword());
        TokenAnswer code = naming.asking(scope).with(parameter, name).as(DORA).byCode();
        assertOne(api, code);
        assertOne(api, naming.refresh(code));
        assertOne(api, naming.asking(scope).pushed().as(DORA).byCode());
        assertOne(api, naming.asking(scope).as(DORA).byDevice());
        assertOne(api, naming.asking(scope).as(DORA).byBackchannel());
        if (parameter.equals("audience")) {
            String object = everyGrant.asking(scope).with(parameter, name).unsigned();
            assertOne(api, naming.asking(scope).with("request", object).as(DORA).byCode());
        } else {
            TokenAnswer subject = everyGrant.asking("openid").as(DORA).byPassword();
            assertOne(api, naming.asking(scope).byTokenExchange(subject));
        }
    }

    private static void assertOne(OneApi api, TokenAnswer answer) {
        assertThat(answer.status()).as("answer %s", answer.body()).isEqualTo(200);
        JsonNode claims = answer.accessClaims();
        assertThat(claims.path("aud").asText()).as("audience of %s", claims).isEqualTo(api.audience());
        assertThat(TokenAnswer.scope(claims)).contains("read:crm").doesNotContain("read:contacts");
    }

    /** What cannot be named at a login is refused where it is defined. */
    @ParameterizedTest
    @ValueSource(strings = {"https://q.example/?a=b", "urn:example:a/b", "opaque:thing", "urn:x", "https://x.example?"})
    void isNotIdentifiedByWhatKeycloakDoesNotTake(String identifier) {
        Administration.Answer answer = administration.put(
                "apis/odd", Map.of("identifier", identifier, "scopes", List.of(Map.of("name", "read:odd"))));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.body().path("field").asText()).isEqualTo("/identifier");
        assertThat(answer.text()).contains("resource");
    }
}
