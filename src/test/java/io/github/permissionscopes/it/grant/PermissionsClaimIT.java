package io.github.permissionscopes.it.grant;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.EventLog.next;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.realm.RealmBuilder;

/** The claim of our mapper that names permissions. Carl may read and delete contacts, Anna may read them. */
@KeycloakIntegrationTest(config = ProductServer.class)
class PermissionsClaimIT {

    private static final Map<String, String> GRANTED = Map.of("permissions.include", "granted");
    private static final Map<String, String> ALL = Map.of("permissions.include", "all");

    /** An application with scopes of two APIs that both have a permission {@code export}. */
    private static final String OFFICE = "office-app";

    private static final List<String> CLIENTS = List.of(CONTACTS_APP, OFFICE, SERVICE);

    static final class OfficeRealm extends TestRealm {
        @Override
        public RealmBuilder configure(RealmBuilder realm) {
            super.configure(realm)
                    .clients(DemoRealm.application(OFFICE, ALL_SCOPES))
                    .users(DemoRealm.user("otto")
                            .clientRoles(CONTACTS_API, "read:contacts")
                            .clientRoles(EVENTS_API, "view:events"));
            return realm;
        }
    }

    @InjectRealm(config = OfficeRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuth
    OAuth oauth;

    @InjectOAuthClient(OFFICE)
    OAuthClient officeClient;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @BeforeEach
    void setUp() {
        events.skipAll();
    }

    @Test
    void isNotThereUnlessItIsAskedFor() {
        admin.addMapper(CONTACTS_APP, Map.of());

        TokenAnswer answer =
                contactsApp.asking("openid read:contacts").as("carl").byPassword();

        assertThat(answer.accessClaims().has("permissions")).isFalse();
        assertThat(introspected(answer).has("permissions")).isFalse();
    }

    @Test
    void namesThePermissionsBehindTheScopes() {
        admin.addMapper(CONTACTS_APP, GRANTED);
        String request = "openid read:contacts delete:contacts";

        TokenAnswer code = contactsApp.asking(request).as("anna").byCode();
        assertThat(permissions(code)).containsExactly("read:contacts");
        assertThat(permissions(contactsApp.refresh(code))).containsExactly("read:contacts");
        assertThat(permissions(contactsApp.asking("openid").byRefresh(code)))
                .as("a refresh for less")
                .isEmpty();
        assertThat(permissions(contactsApp.asking(request).as("carl").byPassword()))
                .containsExactly("delete:contacts", "read:contacts");
        assertThat(permissions(
                        contactsApp.asking("openid delete:contacts").as("carl").byPassword()))
                .containsExactly("delete:contacts");
        assertThat(permissions(
                        contactsApp.asking("openid offline_access").as("carl").byPassword()))
                .as("offline_access is no API's")
                .isEmpty();
        assertThat(code.idClaims().has("permissions")).isFalse();
    }

    @Test
    void namesThoseOfAServiceAccount() {
        admin.addMapper(SERVICE, GRANTED);

        assertThat(permissions(oauth.clientCredentials(SERVICE, SECRET, "read:timesheets approve:timesheets")))
                .containsExactly("read:timesheets");
        assertThat(permissions(oauth.clientCredentials(SERVICE, SECRET, null))).isEmpty();
        admin.removeMapper(SERVICE);
        admin.addMapper(SERVICE, ALL);
        assertThat(permissions(oauth.clientCredentials(SERVICE, SECRET, null))).containsExactly("read:timesheets");
    }

    @Test
    void namesThoseInATokenOfARedirect() {
        admin.addMapper(CONTACTS_APP, GRANTED);

        Page redirect = contactsApp
                .asking("openid read:contacts")
                .with("response_type", "id_token token")
                .as("carl")
                .login();

        assertThat(names(TokenAnswer.claims(redirect.parameter("access_token")), "permissions"))
                .containsExactly("read:contacts");
    }

    /** Of the required ones only those that the user holds; and the role itself, not what it is composed of. */
    @Test
    void namesOfSeveralRequiredPermissionsThoseThatAreHeld() {
        admin.createScope("tidy:contacts", CONTACTS_APP, Map.of());
        admin.map("tidy:contacts", CONTACTS_API, "read:contacts");
        admin.map("tidy:contacts", CONTACTS_API, "delete:contacts");
        admin.addMapper(CONTACTS_APP, GRANTED);

        assertThat(permissions(
                        contactsApp.asking("openid tidy:contacts").as("anna").byPassword()))
                .containsExactly("read:contacts");
        assertThat(permissions(
                        contactsApp.asking("openid tidy:contacts").as("carl").byPassword()))
                .containsExactly("delete:contacts", "read:contacts");
        admin.setScopeAttribute("tidy:contacts", PermissionScopes.MATCH, "all");
        assertThat(permissions(
                        contactsApp.asking("openid tidy:contacts").as("anna").byPassword()))
                .as("the scope is refused")
                .isEmpty();
    }

    /** A role that only a scope of another protocol requires is nobody's permission on an API. */
    @Test
    void namesNoRoleOfASamlScope() {
        admin.createPermission(CONTACTS_API, "saml:contacts");
        ClientScopeRepresentation saml = new ClientScopeRepresentation();
        saml.setName("saml-contacts");
        saml.setProtocol("saml");
        admin.add(saml);
        admin.map("saml-contacts", CONTACTS_API, "saml:contacts");
        admin.give("anna", CONTACTS_API, "saml:contacts");
        admin.addMapper(CONTACTS_APP, ALL);

        assertThat(permissions(
                        contactsApp.asking("openid read:contacts").as("anna").byPassword()))
                .containsExactly("read:contacts");
    }

    /** Its name is not in the token, but it is granted like any other. */
    @Test
    void namesThePermissionBehindAScopeThatKeepsItsNameOutOfTheToken() {
        admin.setScopeAttribute("read:contacts", "include.in.token.scope", "false");
        admin.addMapper(CONTACTS_APP, GRANTED);

        TokenAnswer answer =
                contactsApp.asking("openid read:contacts").as("anna").byPassword();

        assertThat(answer.scope()).doesNotContain("read:contacts");
        assertThat(permissions(answer)).containsExactly("read:contacts");
    }

    @Test
    void namesEveryPermissionOnTheApisOfTheScopes() {
        admin.addMapper(OFFICE, ALL);

        assertThat(permissions(
                        officeClient.asking("openid read:contacts").as("otto").byPassword()))
                .containsExactly("read:contacts");
        assertThat(permissions(officeClient
                        .asking("openid read:contacts view:events")
                        .as("otto")
                        .byPassword()))
                .containsExactly("read:contacts", "view:events");
        assertThat(permissions(
                        officeClient.asking("openid read:contacts").as("carl").byPassword()))
                .as("asked for or not")
                .containsExactly("delete:contacts", "read:contacts");
        assertThat(permissions(officeClient.asking("openid").as("otto").byPassword()))
                .as("no scope of an API: all of the client's")
                .containsExactly("read:contacts", "view:events");
        assertThat(permissions(officeClient.asking("openid").as("nora").byPassword()))
                .isEmpty();
        assertThat(permissions(
                        officeClient.asking("openid read:timesheets").as("mark").byPassword()))
                .as("through a composite role of the user's")
                .containsExactlyElementsOf(TIMESHEETS.stream().sorted().toList());
    }

    /** A role of the API's client that no scope requires is how permissions are given, and none itself. */
    @Test
    void namesNoRoleThatNoScopeRequires() {
        admin.createPermission(CONTACTS_API, "contacts-clerk");
        admin.compose(CONTACTS_API, "contacts-clerk", "read:contacts");
        admin.give("nora", CONTACTS_API, "contacts-clerk");
        admin.addMapper(CONTACTS_APP, ALL);

        assertThat(permissions(contactsApp.asking("openid").as("nora").byPassword()))
                .containsExactly("read:contacts");
    }

    @Test
    void namesRealmRolesThatScopesRequire() {
        admin.createScope("approve:travel", OFFICE, Map.of());
        admin.createScope("book:travel", OFFICE, Map.of(PermissionScopes.API, CONTACTS_API));
        admin.mapRealmRole("approve:travel", "manager");
        admin.mapRealmRole("book:travel", "manager");
        admin.addMapper(OFFICE, GRANTED);

        assertThat(permissions(
                        officeClient.asking("openid approve:travel").as("mark").byPassword()))
                .containsExactly("manager");
        admin.removeMapper(OFFICE);
        admin.addMapper(OFFICE, ALL);
        assertThat(permissions(officeClient.asking("openid").as("mark").byPassword()))
                .contains("manager", "read:timesheets")
                .doesNotContain("offline_access");
        assertThat(permissions(
                        officeClient.asking("openid read:timesheets").as("mark").byPassword()))
                .as("the realm role is for other scopes")
                .doesNotContain("manager");
    }

    /** The API of the one must not take the other's permission for its own. */
    @Test
    void aNameOfTwoApisStandsOnlyIfItIsTrueToBoth() {
        for (String api : List.of(CONTACTS_API, EVENTS_API)) {
            admin.createPermission(api, "export");
            admin.createScope("export:" + api, OFFICE, Map.of());
            admin.map("export:" + api, api, "export");
        }
        admin.give("otto", CONTACTS_API, "export");
        for (Map<String, String> config : List.of(GRANTED, ALL)) {
            admin.addMapper(OFFICE, config);
            assertThat(permissions(officeClient
                            .asking("openid export:contacts-api")
                            .as("otto")
                            .byPassword()))
                    .as("a token for one API")
                    .contains("export");
            assertThat(permissions(officeClient
                            .asking("openid export:contacts-api view:events")
                            .as("otto")
                            .byPassword()))
                    .as("the other API has it too, and Otto does not hold that one")
                    .contains("view:events")
                    .doesNotContain("export");
            admin.removeMapper(OFFICE);
        }

        admin.give("otto", EVENTS_API, "export");
        admin.addMapper(OFFICE, GRANTED);
        assertThat(permissions(officeClient
                        .asking("openid export:contacts-api export:events-api view:events")
                        .as("otto")
                        .byPassword()))
                .containsExactly("export", "view:events");
        assertThat(permissions(officeClient
                        .asking("openid export:contacts-api view:events")
                        .as("otto")
                        .byPassword()))
                .as("held, but only granted on one of them")
                .containsExactly("view:events");
    }

    /** Whose permissions a name means is then beyond doubt. */
    @Test
    void isForTheOneApiThatTheRequestNames() {
        for (String api : List.of(CONTACTS_API, EVENTS_API)) {
            admin.createPermission(api, "export");
            admin.createScope("export:" + api, OFFICE, Map.of());
            admin.map("export:" + api, api, "export");
        }
        admin.give("otto", CONTACTS_API, "export");
        admin.addMapper(OFFICE, ALL);

        assertThat(permissions(named(CONTACTS_API, "openid"))).containsExactly("export", "read:contacts");
        assertThat(permissions(named(EVENTS_API, "openid"))).containsExactly("view:events");
        TokenAnswer answer = named("https://contacts-api.example", "openid read:contacts view:events");
        assertThat(permissions(answer)).containsExactly("export", "read:contacts");
        assertThat(permissions(officeClient.refresh(answer)))
                .as("refreshed without naming it again")
                .containsExactly("export", "read:contacts");
        admin.removeMapper(OFFICE);
        admin.addMapper(OFFICE, GRANTED);
        assertThat(permissions(named(EVENTS_API, "openid read:contacts view:events")))
                .containsExactly("view:events");
    }

    private TokenAnswer named(String api, String scope) {
        return oauth.token(Map.of(
                "grant_type", "password",
                "client_id", OFFICE,
                "username", "otto",
                "password", PASSWORD,
                "scope", scope,
                "resource", api));
    }

    @Test
    void introspectionTellsWhatIsHeldNow() {
        admin.addMapper(CONTACTS_APP, ALL);
        admin.give("nora", CONTACTS_API, "read:contacts");
        admin.give("nora", CONTACTS_API, "delete:contacts");
        TokenAnswer answer =
                contactsApp.asking("openid read:contacts").as("nora").byPassword();
        assertThat(names(introspected(answer), "permissions")).containsExactly("delete:contacts", "read:contacts");

        admin.take("nora", CONTACTS_API, "delete:contacts");
        assertThat(names(introspected(answer), "permissions")).containsExactly("read:contacts");
        admin.take("nora", CONTACTS_API, "read:contacts");
        assertThat(names(introspected(answer), "permissions")).isEmpty();
        assertThat(permissions(answer)).as("the token itself").containsExactly("delete:contacts", "read:contacts");
    }

    @Test
    void isInLightweightTokensOnlyWhereTheConfigSaysSo() {
        admin.setClientAttribute(CONTACTS_APP, "client.use.lightweight.access.token.enabled", "true");
        admin.addMapper(CONTACTS_APP, GRANTED);
        TokenAnswer light =
                contactsApp.asking("openid read:contacts").as("anna").byPassword();
        assertThat(light.accessClaims().has("permissions")).isFalse();
        assertThat(names(introspected(light), "permissions")).containsExactly("read:contacts");
        admin.removeMapper(CONTACTS_APP);

        admin.addMapper(
                CONTACTS_APP,
                Map.of(
                        "permissions.include", "granted",
                        "lightweight.claim", "true",
                        "introspection.token.claim", "false"));
        light = contactsApp.asking("openid read:contacts").as("anna").byPassword();
        assertThat(permissions(light)).containsExactly("read:contacts");
        assertThat(introspected(light).has("permissions")).isFalse();
    }

    /** In mode report refused scopes stay in the token; the claim names what is held all the same. */
    @Test
    void isThereInModeReportAndNotWhileTheSwitchIsOff() {
        admin.map("delete:contacts", CONTACTS_API, "read:contacts");
        admin.setScopeAttribute("delete:contacts", PermissionScopes.MATCH, "all");
        admin.configure(Map.of("mode", "report"));
        admin.addMapper(CONTACTS_APP, GRANTED);
        TokenAnswer reported = contactsApp
                .asking("openid read:contacts delete:contacts")
                .as("anna")
                .byPassword();
        assertThat(reported.scope()).contains("delete:contacts");
        assertThat(permissions(reported)).containsExactly("read:contacts");

        admin.turnSwitch(false);
        TokenAnswer plain =
                contactsApp.asking("openid read:contacts").as("anna").byPassword();
        assertThat(plain.accessClaims().has("permissions")).isFalse();
        assertThat(introspected(plain).has("permissions")).isFalse();
    }

    @Test
    void mayHaveAnotherNameAlsoANestedOne() {
        admin.addMapper(CONTACTS_APP, Map.of("permissions.include", "granted", "claim.name", "api.contacts.rights"));

        JsonNode claims = contactsApp
                .asking("openid read:contacts")
                .as("anna")
                .byPassword()
                .accessClaims();

        assertThat(names(claims.path("api").path("contacts"), "rights")).containsExactly("read:contacts");
        assertThat(claims.has("permissions")).isFalse();
    }

    @Test
    void leavesAClaimOfAnotherMapperWhereThereIsNoRoom() {
        admin.client(CONTACTS_APP)
                .getProtocolMappers()
                .createMapper(DemoRealm.mapper(
                        "in the way", "oidc-hardcoded-claim-mapper", Map.of("claim.name", "api", "claim.value", "v1")))
                .close();
        realm.cleanup().add(afterwards -> {
            var mappers = new RealmAdmin(afterwards).client(CONTACTS_APP).getProtocolMappers();
            mappers.getMappers().stream()
                    .filter(mapper -> mapper.getName().equals("in the way"))
                    .forEach(mapper -> mappers.delete(mapper.getId()));
        });
        admin.addMapper(CONTACTS_APP, Map.of("permissions.include", "granted", "claim.name", "api.rights"));

        JsonNode claims = contactsApp
                .asking("openid read:contacts")
                .as("anna")
                .byPassword()
                .accessClaims();

        assertThat(claims.path("api").asText()).isEqualTo("v1");
    }

    @Test
    void warnsOfALargeClaimAndIssuesItWhole() {
        List<String> many =
                IntStream.range(0, 40).mapToObj(i -> "print:contacts:" + i).toList();
        for (String name : many) {
            admin.createPermission(CONTACTS_API, name);
        }
        admin.createScope("print:contacts", CONTACTS_APP, Map.of());
        for (String name : many) {
            admin.map("print:contacts", CONTACTS_API, name);
            admin.give("nora", CONTACTS_API, name);
        }
        admin.addMapper(CONTACTS_APP, GRANTED);
        events.skipAll();
        assertThat(permissions(
                        contactsApp.asking("openid print:contacts").as("nora").byPassword()))
                .hasSize(40);
        assertThat(next(events, EventType.LOGIN).getDetails()).doesNotContainKey("permissions_claim_size");
        admin.removeMapper(CONTACTS_APP);
        admin.addMapper(CONTACTS_APP, Map.of("permissions.include", "granted", "permissions.maxSize", "500"));

        TokenAnswer answer =
                contactsApp.asking("openid print:contacts").as("nora").byPassword();

        assertThat(permissions(answer)).hasSize(40);
        EventRepresentation event = next(events, EventType.LOGIN);
        assertThat(event.getDetails())
                .containsEntry(
                        "permissions_claim_size",
                        String.valueOf(answer.accessClaims()
                                .path("permissions")
                                .toString()
                                .length()))
                .containsEntry("permissions_claim_max_size", "500");

        Page redirect = contactsApp
                .asking("openid print:contacts")
                .with("response_type", "id_token token")
                .as("nora")
                .login();
        assertThat(names(TokenAnswer.claims(redirect.parameter("access_token")), "permissions"))
                .hasSize(40);
        assertThat(next(events, EventType.CUSTOM_REQUIRED_ACTION).getDetails())
                .containsEntry("custom_required_action", "permission-scopes")
                .containsEntry("permissions_claim_max_size", "500");
        admin.removeMapper(CONTACTS_APP);
        admin.addMapper(CONTACTS_APP, Map.of("permissions.include", "granted", "permissions.maxSize", "0"));
        contactsApp.asking("openid print:contacts").as("nora").byPassword();
        assertThat(next(events, EventType.LOGIN).getDetails()).doesNotContainKey("permissions_claim_size");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "permissions.include, some,   |permissions.include: \\\"some\\\" is not one of none, granted, all.|",
                "token.dialect,       at+jwt, |token.dialect: \\\"at+jwt\\\" is not one of keycloak, rfc9068.|",
                "permissions.maxSize, big,    |permissions.maxSize: \\\"big\\\" is not a number of bytes, 0 or more.|",
                "claim.name,          scope,  |claim.name: \\\"scope\\\" is not possible|",
                "claim.name,          {0}.'x, |'|"
            })
    void saysWhatIsWrongWithTheConfig(String key, String value, String message) {
        try (Response answer = admin.createMapper(CONTACTS_APP, Map.of(key, value))) {
            if (value.startsWith("{")) {
                assertThat(answer.getStatus())
                        .as("braces are a name like any other")
                        .isEqualTo(201);
            } else {
                assertThat(answer.getStatus()).isEqualTo(400);
                assertThat(answer.readEntity(String.class)).contains(message);
            }
        }
    }

    /** A client, or a realm file, brings in a config that nobody has looked at. */
    @Test
    void issuesTokensWithAConfigThatMakesNoSense() {
        ClientRepresentation client = DemoRealm.application("odd-app", CONTACTS).build();
        client.setProtocolMappers(List.of(RealmAdmin.mapper(Map.of(
                "permissions.include", "granted",
                "claim.name", "resource_access.contacts-api.roles",
                "permissions.maxSize", "lots",
                "token.dialect", "esperanto"))));
        admin.add(client);
        TokenAnswer answer = oauth.client("odd-app")
                .asking("openid read:contacts")
                .as("anna")
                .byPassword();

        assertThat(permissions(answer)).containsExactly("read:contacts");
        assertThat(TokenAnswer.header(answer.accessToken()).path("typ").asText())
                .isEqualTo("JWT");
    }

    private JsonNode introspected(TokenAnswer answer) {
        JsonNode body = oauth.introspect(TestRealm.RESOURCE_SERVER, SECRET, answer.accessToken())
                .body();
        assertThat(body.path("active").asBoolean()).as("introspection %s", body).isTrue();
        return body;
    }

    private static List<String> permissions(TokenAnswer answer) {
        assertThat(answer.status()).as("answer %s", answer.body()).isEqualTo(200);
        return names(answer.accessClaims(), "permissions");
    }

    private static List<String> names(JsonNode holder, String claim) {
        JsonNode names = holder.path(claim);
        assertThat(names.isArray()).as("array %s in %s", claim, holder).isTrue();
        return StreamSupport.stream(names.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
