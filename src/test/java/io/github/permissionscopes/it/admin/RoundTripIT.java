package io.github.permissionscopes.it.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.testframework.annotations.InjectAdminClient;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.util.JsonSerialization;

/** What is read from a realm can be planned there without change, and makes another realm the same. */
@KeycloakIntegrationTest(config = ProductServer.class)
class RoundTripIT {

    private static final String ONE = "round-trip-one";
    private static final String OTHER = "round-trip-other";
    private static final String HAND_WRITTEN =
            """
            apis:
              - clientId: crm-api
                name: Customers
                identifier: https://crm.example
                refusal: reject
                realmOptional: true
                clients: [app, other-app]
                scopes:
                  - {name: "z:customers", description: Read them, roles: [z, a, {role: staff}], match: all}
                  - {name: "a:customers", realmOptional: false, clients: [app], autoGrant: true, minimumAcr: "2"}
                  - {name: "share:it", description: Both}
              - clientId: books-api
                scopes:
                  - {name: "share:it"}
                  - {name: "read:books", roles: [{client: crm-api, role: z}, {client: account, role: view-profile}]}
              - {clientId: empty-api, scopes: []}
            roles:
              - {name: staff, description: "Without any permission"}
              - {name: "a/b", permissions: {crm-api: [z, a], books-api: ["share:it"]}}
              - {name: "read:books", permissions: {}}
            groups:
              - {path: /plain, roles: []}
              - {path: /sales/emea/north, roles: [staff, "a/b"]}
            """;

    @InjectRealm(config = AuditedRealm.class)
    ManagedRealm realm;

    @InjectAdminClient
    Keycloak keycloak;

    private final List<String> made = new ArrayList<>();
    private Administration one;

    @BeforeEach
    void setUp() {
        one = empty(ONE);
    }

    @AfterEach
    void remove() {
        made.forEach(name -> keycloak.realm(name).remove());
    }

    @Test
    void aHandWrittenBundleMakesAnotherRealmTheSame() {
        apply(one, HAND_WRITTEN);
        JsonNode exported = export(one);
        Administration other = empty(OTHER);

        assertThat(changes(apply(other, exported))).isNotEmpty();

        assertThat(text(export(other))).isEqualTo(text(exported));
        assertClosed(one, ONE);
        assertClosed(other, OTHER);
        assertThat(changes(one.postYaml("plan", HAND_WRITTEN))).isEmpty();
        assertThat(exported.path("roles").findValuesAsText("name")).containsExactly("a/b", "read:books", "staff");
        assertThat(exported.path("groups").findValuesAsText("path")).containsExactly("/plain", "/sales/emea/north");
        assertThat(exported.path("apis").findValuesAsText("clientId"))
                .contains("books-api", "crm-api", "empty-api")
                .doesNotContain("account");
    }

    @Test
    void aScopeWithTheRolesOfTwoClientsOfWhichNoneIsNamed() throws IOException {
        RealmRepresentation shared =
                JsonSerialization.readValue(TestCase.text("realm-shared-scope.json"), RealmRepresentation.class);
        Administration administration = imported(shared);

        assertClosed(administration, shared.getRealm());
        assertThat(export(administration).path("apis").findValuesAsText("clientId"))
                .containsExactly("catalog", "ingest");
        assertThat(changes(administration.postYaml(
                                "apply",
                                "apis: [{clientId: catalog, scopes: [{name: 'item:create', roles: [Admin]}]}]"))
                        .findValuesAsText("field"))
                .containsExactly("roles");
        assertThat(new RealmAdmin(keycloak.realm(shared.getRealm()))
                        .scope("item:create")
                        .getAttributes())
                .as("a default scope, which stays left to Keycloak")
                .containsEntry("permissionScopes.marked", "true")
                .doesNotContainKey("permissionScopes.api");
        assertClosed(administration, shared.getRealm());
    }

    @Test
    void aRealmMadeByHandThatIsFullOfOddThings() {
        Administration administration = imported(OddRealm.representation());
        OddRealm.complete(keycloak.realm(OddRealm.NAME));

        assertClosed(administration, OddRealm.NAME);
    }

    @Test
    void theDemoRealm() {
        assertClosed(new Administration(realm.getBaseUrl(), token()), realm.getName());
    }

    @Test
    void whatWasRequiredOfAnotherClientCanBeLeftOutAgain() {
        for (int time = 0; time < 2; time++) {
            assertThat(one.put("apis/x-api", TestCase.text("api-foreign-role-1.json"))
                            .status())
                    .isIn(200, 201);
            assertThat(requiredRoles("r:r")).containsExactly("manage-account");
            assertClosed(one, ONE);

            Answer second = one.put("apis/x-api", TestCase.text("api-foreign-role-2.json"));

            assertThat(second.status()).as(second.text()).isEqualTo(200);
            assertThat(requiredRoles("r:r")).containsExactly("r:r");
            assertThat(one.get("apis/account").status()).isEqualTo(404);
            assertClosed(one, ONE);
        }
        assertThat(one.delete("apis/x-api").status()).isEqualTo(204);
    }

    /** Whichever stands first, and whether the other one repeats it or not. */
    @ParameterizedTest
    @ValueSource(strings = {"", ", renamedFrom: 's:s'"})
    void aSharedScopeIsRenamedByTheOneThatDescribesIt(String repeated) {
        apply(
                one,
                "apis: [{clientId: a-api, scopes: [{name: 's:s'}]}, {clientId: b-api, scopes: [{name: 's:s', roles:"
                        + " [b]}]}]");
        String bundle =
                "apis: [{clientId: b-api, scopes: [{name: 't:t'%s}]}, {clientId: a-api, scopes: [{name: 't:t', renamedFrom: 's:s'}]}]"
                        .formatted(repeated);

        Answer applied = apply(one, bundle);

        assertThat(changes(applied).findValuesAsText("operation"))
                .as(applied.text())
                .containsOnly("rename");
        assertThat(requiredRoles("t:t")).containsExactlyInAnyOrder("t:t", "b");
        assertThat(changes(one.postYaml("plan", bundle))).isEmpty();
        assertClosed(one, ONE);
    }

    /** Whoever lists the scope says its own role; who describes it does not take that one out. */
    @Test
    void anotherApiThatSharesTheScopeKeepsItsRole() {
        apply(
                one,
                "apis: [{clientId: a-api, scopes: [{name: 's:s'}]}, {clientId: b-api, scopes: [{name: 's:s', roles:"
                        + " [b]}]}]");

        apply(
                one,
                "apis: [{clientId: a-api, scopes: [{name: 's:s', roles: [x, {client: account, role:"
                        + " view-profile}]}]}]");
        assertThat(requiredRoles("s:s")).containsExactlyInAnyOrder("x", "view-profile", "b");
        assertClosed(one, ONE);
        apply(one, "apis: [{clientId: a-api, scopes: [{name: 's:s', roles: [x]}]}]");

        assertThat(requiredRoles("s:s")).containsExactlyInAnyOrder("x", "b");
        apply(one, "apis: [{clientId: b-api, scopes: []}]");
        assertThat(requiredRoles("s:s")).containsExactly("x");
    }

    /** The one that says more than its own role describes it, wherever it stands. */
    @ParameterizedTest
    @ValueSource(
            strings = {"roles: ['s:1', {role: staff}]", "includeInTokenScope: false", "displayOnConsentScreen: false"})
    void twoApisThatShareOneOfEachOthersScopes(String said) {
        apply(one, "roles: [{name: staff}]");
        apply(
                one,
                "apis: [{clientId: a-api, scopes: [{name: 's:1', %s}]}, {clientId: b-api, scopes: [{name: 's:2'}]}]"
                        .formatted(said));
        apply(
                one,
                "apis: [{clientId: a-api, scopes: [{name: 's:1', %s}, {name: 's:2'}]}, {clientId: b-api, scopes: [{name: 's:2'}, {name: 's:1'}]}]"
                        .formatted(said));
        JsonNode exported = export(one);
        Administration other = empty(OTHER);

        apply(other, exported);

        assertThat(text(export(other))).isEqualTo(text(exported));
        for (String name : List.of(ONE, OTHER)) {
            RealmAdmin admin = new RealmAdmin(keycloak.realm(name));
            assertThat(admin.scope("s:1").getAttributes()).containsEntry("permissionScopes.api", "a-api");
            assertThat(admin.scope("s:2").getAttributes()).containsEntry("permissionScopes.api", "b-api");
        }
        assertClosed(one, ONE);
        assertClosed(other, OTHER);
    }

    /** It would have no scope, and the applications of the other API would lose theirs. */
    @Test
    void whoListsAScopeOfAnotherApiNamesARoleOfItsOwn() {
        apply(one, "apis: [{clientId: a-api, clients: [app], scopes: [{name: 's:1'}]}]");
        String before = text(export(one));
        String sharing =
                "{clientId: b-api, clients: [other-app], realmOptional: true, scopes: [{name: 's:1', roles: [{client:"
                        + " a-api, role: 's:1'}]}]}";

        assertYamlRefused("apis: [" + sharing + "]", "/apis/0/scopes/0/roles");
        assertYamlRefused("apis: [" + sharing + ", {clientId: a-api, scopes: []}]", "/apis/0/scopes/0/roles");

        assertThat(text(export(one))).isEqualTo(before);
    }

    /** As those of an API that is deleted: it stays the same client scope, in whichever order they stand. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aScopeThatAnApiDoesNotListAnyMoreIsTheOtherOnes(boolean first) {
        apply(one, "apis: [{clientId: a-api, clients: [app], scopes: [{name: 's:1', description: Old}]}]");
        String id = new RealmAdmin(keycloak.realm(ONE)).scope("s:1").getId();
        String leaves = "{clientId: a-api, scopes: []}";
        String takes = "{clientId: b-api, clients: [other-app], scopes: [{name: 's:1', description: New}]}";
        String bundle = "apis: [" + (first ? leaves + "," + takes : takes + "," + leaves) + "]";

        apply(one, bundle);

        assertThat(changes(one.postYaml("plan", bundle))).isEmpty();
        assertThat(new RealmAdmin(keycloak.realm(ONE)).scope("s:1").getId()).isEqualTo(id);
        assertThat(one.get("apis/b-api").body().at("/scopes/0/description").asText())
                .isEqualTo("New");
        assertThat(one.get("apis/b-api").body().at("/clients").toString()).isEqualTo("[\"other-app\"]");
        assertClosed(one, ONE);
    }

    /** Compared as it is in the end, with all that a definition says. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{clientId: a-api, realmOptional: true, scopes: [{name: 's:1'}]} | {clientId: b-api, realmOptional:"
                        + " false, scopes: [{name: 's:1'}]} | /apis/1/realmOptional",
                "{clientId: b-api, realmOptional: true, scopes: [{name: 's:1'}]} | {clientId: a-api, realmOptional:"
                        + " false, scopes: [{name: 's:1'}]} | /apis/0/realmOptional",
                "{clientId: a-api, realmOptional: true, scopes: [{name: 's:1'}]} | {clientId: b-api, scopes: [{name:"
                        + " 's:1', realmOptional: false}]} | /apis/1/scopes/0/realmOptional",
                "{clientId: b-api, scopes: [{name: 's:1', description: Old}]} | {clientId: a-api, scopes: [{name:"
                        + " 's:1', description: New}]} | /apis/0/scopes/0/description",
                "{clientId: b-api, scopes: [{name: 's:1', includeInTokenScope: false}]} | {clientId: a-api} |"
                        + " /apis/0/scopes/0/includeInTokenScope",
                "{clientId: a-api} | {clientId: b-api, scopes: [{name: 's:1', displayOnConsentScreen: false}]} |"
                        + " /apis/1/scopes/0/displayOnConsentScreen",
                "{clientId: b-api, scopes: [{name: 's:1', roles: ['s:1', {role: staff}]}]} | {clientId: a-api} |"
                        + " /apis/0/scopes/0/roles/1",
            })
    void whatTwoApisSayOfOneScopeIsTheSame(String first, String second, String field) {
        apply(
                one,
                "apis: [{clientId: a-api, scopes: [{name: 's:1', description: Old}]}, {clientId: b-api, scopes:"
                        + " [{name: 's:1'}]}]");
        apply(one, "roles: [{name: staff}]");

        assertYamlRefused("apis: [" + first + ", " + second + "]", field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "description: New",
                "realmOptional: true",
                "includeInTokenScope: false, displayOnConsentScreen: false",
                "match: all, autoGrant: true, minimumAcr: '2'",
                "roles: ['s:1', {client: account, role: view-profile}]"
            })
    void bothMaySayTheSameOfIt(String said) {
        apply(one, "apis: [{clientId: a-api, scopes: [{name: 's:1'}]}, {clientId: b-api, scopes: [{name: 's:1'}]}]");
        String bundle =
                "apis: [{clientId: b-api, scopes: [{name: 's:1', %s}]}, {clientId: a-api, scopes: [{name: 's:1', %s}]}]"
                        .formatted(said, said);

        assertThat(changes(apply(one, bundle))).isNotEmpty();

        assertThat(changes(one.postYaml("plan", bundle))).isEmpty();
        assertClosed(one, ONE);
    }

    /** The numbers of a scope that another API describes are the other one's, and in a copy they are others. */
    @Test
    void whatAnApiSharesStandsBehindItsOwnScopes() {
        for (String api : List.of(
                "{clientId: a-api, scopes: [{name: 'a:1'}]}",
                "{clientId: b-api, scopes: [{name: 'b:1'}, {name: 'b:0'}]}",
                "{clientId: c-api, scopes: [{name: 'c:1'}]}",
                "{clientId: a-api, scopes: [{name: 'c:1'}, {name: 'b:1'}, {name: 'a:0'}, {name: 'a:1'}]}")) {
            apply(one, "apis: [" + api + "]");
        }

        assertThat(names(export(one), "a-api")).containsExactly("a:0", "a:1", "b:1", "c:1");
        assertThat(names(export(one), "b-api")).containsExactly("b:1", "b:0");
        assertCopied();
    }

    @Test
    void scopesMadeByHandWithoutNumbersStandInOneOrder() {
        RealmAdmin admin = new RealmAdmin(keycloak.realm(ONE));
        for (String api : List.of("catalog", "ingest")) {
            keycloak.realm(ONE).clients().create(application(api)).close();
            admin.createPermission(api, "item:m");
        }
        admin.createPermission("ingest", "item:own");
        for (String scope : List.of("item:m", "item:own")) {
            admin.createScope(scope, "app", Map.of());
            admin.map(scope, "ingest", scope);
        }
        admin.map("item:m", "catalog", "item:m");

        assertThat(names(export(one), "ingest")).containsExactly("item:own", "item:m");
        assertCopied();
    }

    /** An administrator may use signs in names that no definition takes. What has such a name is left as it is. */
    @Test
    void whatHasANameThatNoDefinitionTakesStays() {
        apply(one, "apis: [{clientId: x-api, scopes: [{name: 'x:r', clients: [app]}, {name: 'x:s', roles: [own]}]}]");
        RealmAdmin admin = new RealmAdmin(keycloak.realm(ONE));
        String application = "app\u2028";
        String client = "x\ty";
        for (String clientId : List.of(application, client)) {
            keycloak.realm(ONE).clients().create(application(clientId)).close();
        }
        admin.client(application).addOptionalClientScope(admin.scope("x:r").getId());
        admin.createPermission("x-api", "a\tb");
        admin.createPermission(client, "c");
        RoleRepresentation odd = new RoleRepresentation();
        odd.setName("r\tb");
        keycloak.realm(ONE).roles().create(odd);
        for (String scope : List.of("x:r", "x:s")) {
            admin.map(scope, "x-api", "a\tb");
            admin.map(scope, client, "c");
            admin.mapRealmRole(scope, "r\tb");
        }
        RoleRepresentation clerk = new RoleRepresentation();
        clerk.setName("clerk");
        keycloak.realm(ONE).roles().create(clerk);
        keycloak.realm(ONE).roles().get("clerk").addComposites(List.of(admin.permission("x-api", "a\tb")));

        assertCopied();
        apply(
                one,
                "{apis: [{clientId: x-api, clients: [], scopes: [{name: 'x:r', roles: [n]}, {name: 'x:s', roles:"
                        + " [own]}]}], roles: [{name: clerk, permissions: {x-api: [n]}}]}");

        assertThat(requiredRoles("x:r")).containsExactlyInAnyOrder("n", "a\tb", "c");
        assertThat(requiredRoles("x:s")).containsExactlyInAnyOrder("own", "a\tb", "c");
        assertThat(parts("clerk")).containsExactlyInAnyOrder("n", "a\tb");
        assertThat(admin.client(application).getOptionalClientScopes())
                .extracting(ClientScopeRepresentation::getName)
                .contains("x:r");
        assertClosed(one, ONE);
    }

    @Test
    void aRoleTakesPermissionsOnly() {
        apply(one, "apis: [{clientId: x-api, scopes: [{name: 'x:r'}]}]");
        RealmAdmin admin = new RealmAdmin(keycloak.realm(ONE));
        admin.createPermission("x-api", "plain");
        admin.createPermission("app", "user");

        assertRefused(
                "{\"roles\": [{\"name\": \"R\", \"permissions\": {\"x-api\": [\"plain\"]}}]}",
                "/roles/0/permissions/x-api/0");
        assertRefused(
                "{\"roles\": [{\"name\": \"R\", \"permissions\": {\"app\": [\"user\"]}}]}",
                "/roles/0/permissions/app/0");
        apply(
                one,
                "{apis: [{clientId: x-api, scopes: [{name: 'x:r', roles: [plain]}]}], roles: [{name: R, permissions:"
                        + " {x-api: [plain]}}]}");

        assertThat(parts("R")).containsExactly("plain");
        assertClosed(one, ONE);
    }

    /** Else who holds it would have the scope again, should it be required again one day. */
    @Test
    void aPermissionGoesWithTheLastScopeThatRequiresIt() {
        apply(
                one,
                "{apis: [{clientId: x-api, scopes: [{name: 'x:s', roles: [s]}, {name: 'x:t', roles: [t]}]}],"
                        + " roles: [{name: R, permissions: {x-api: [s, t]}}]}");
        RealmAdmin admin = new RealmAdmin(keycloak.realm(ONE));
        admin.createPermission("x-api", "plain");
        admin.compose("x-api", "t", "plain");
        String bundle = "{apis: [{clientId: x-api, scopes: [{name: 'x:s', roles: [n]}, {name: 'x:t', roles: [n]}]}],"
                + " roles: [{name: R, permissions: {x-api: [n]}}]}";

        Answer planned = one.postYaml("plan", bundle);
        Answer applied = apply(one, bundle);

        assertThat(changes(planned).findValuesAsText("name")).contains("x-api/s");
        assertThat(applied.body().path("left").findValuesAsText("name"))
                .as("somebody has made more of it")
                .containsExactly("x-api/t");
        assertThat(parts("R")).containsExactly("n");
        assertThat(admin.client("x-api").roles().list())
                .extracting(RoleRepresentation::getName)
                .containsExactlyInAnyOrder("n", "t", "plain");
        assertThat(changes(one.postYaml("plan", bundle))).isEmpty();
        assertCopied();

        apply(one, "apis: [{clientId: x-api, scopes: [{name: 'x:s', roles: [s]}, {name: 'x:t', roles: [t]}]}]");
        assertThat(parts("R")).as("n went, too").isEmpty();
        assertClosed(one, ONE);
    }

    /** A role that one scope lets go another one may take in the same run. */
    @Test
    void aPermissionThatAnotherScopeTakesStays() {
        apply(one, "apis: [{clientId: x-api, scopes: [{name: 'x:s'}, {name: 'x:t'}]}]");
        String id =
                new RealmAdmin(keycloak.realm(ONE)).permission("x-api", "x:s").getId();

        apply(one, "apis: [{clientId: x-api, scopes: [{name: 'x:s', roles: [n]}, {name: 'x:t', roles: ['x:s']}]}]");

        assertThat(new RealmAdmin(keycloak.realm(ONE))
                        .permission("x-api", "x:s")
                        .getId())
                .isEqualTo(id);
        assertClosed(one, ONE);
    }

    /** By hand two may have one, or one the other's client ID. */
    @Test
    void anIdentifierThatIsAnotherApisNameIsInNoBundle() {
        apply(
                one,
                "apis: [{clientId: 'urn:x:y', scopes: [{name: 'y:r'}]}, {clientId: x-api, scopes: [{name: 'x:r'}]},"
                        + " {clientId: z-api, identifier: 'https://z.example', scopes: [{name: 'z:r'}]}]");
        RealmAdmin admin = new RealmAdmin(keycloak.realm(ONE));
        admin.setClientAttribute("x-api", "resource_url", "urn:x:y");
        assertThat(export(one).findValuesAsText("identifier")).containsExactly("https://z.example");
        assertCopied();
        admin.setClientAttribute("x-api", "resource_url", "urn:client:z-api");
        assertThat(export(one).findValuesAsText("identifier")).containsExactly("https://z.example");
        assertClosed(one, ONE);
    }

    @Test
    void onlyApplicationsOfOpenIdConnectAskForScopes() {
        ClientRepresentation saml = new ClientRepresentation();
        saml.setClientId("a-saml-client");
        saml.setProtocol("saml");
        keycloak.realm(ONE).clients().create(saml).close();

        assertRefused(TestCase.text("bundle-saml-client.json"), "/apis/0/clients/0");
    }

    @Test
    void whatKeycloakCannotStoreIsSaidByThePlan() {
        assertRefused(TestCase.text("bundle-group-256.json"), "/groups/0/path");
    }

    @Test
    void rolesOfKeycloaksOwnKeepTheirNames() {
        for (String role : List.of("offline_access", "uma_authorization", "default-roles-" + ONE)) {
            assertRefused(
                    "{\"roles\": [{\"name\": \"x\", \"renamedFrom\": \"%s\"}]}".formatted(role),
                    "/roles/0/renamedFrom");
        }
    }

    /** A name at its limit is stored; names with other signs are, too. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "a/b", " leading", "über 😀", "~1"})
    void namesAreStoredAsTheyAreWritten(String beginning) throws IOException {
        String name = beginning + "n".repeat(255 - beginning.length());
        String group = name.replace("/", "_");
        String bundle = new ObjectMapper()
                .writeValueAsString(Map.of(
                        "apis",
                        List.of(Map.of(
                                "clientId",
                                name,
                                "name",
                                name,
                                "scopes",
                                List.of(Map.of(
                                        "name",
                                        "s".repeat(255),
                                        "description",
                                        "d".repeat(500),
                                        "roles",
                                        List.of(name))))),
                        "roles",
                        List.of(Map.of("name", name, "description", name, "permissions", Map.of(name, List.of(name)))),
                        "groups",
                        List.of(Map.of("path", "/" + group + "/" + group, "roles", List.of(name)))));
        JsonNode tree = new ObjectMapper().readTree(bundle);

        apply(one, tree);

        assertThat(changes(one.post("plan", tree))).isEmpty();
        assertClosed(one, ONE);
        apply(empty(OTHER), export(one));
    }

    private void assertRefused(String bundle, String field) {
        for (String call : List.of("plan", "apply")) {
            Answer answer = one.post(call, bundle);
            assertThat(answer.status()).as(answer.text()).isIn(400, 409);
            assertThat(answer.mediaType()).startsWith("application/problem+json");
            assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo(field);
        }
    }

    private void assertYamlRefused(String bundle, String field) {
        for (String call : List.of("plan", "apply")) {
            Answer answer = one.postYaml(call, bundle);
            assertThat(answer.status()).as(answer.text()).isEqualTo(409);
            assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo(field);
        }
    }

    /** Export, plan, apply: no change, and two exports are the same to the letter. */
    private void assertClosed(Administration administration, String realmName) {
        Answer export = administration.get("bundle");
        assertThat(export.status()).as(export.text()).isEqualTo(200);
        assertThat(administration.get("bundle").text()).isEqualTo(export.text());
        RealmRepresentation before = keycloak.realm(realmName).partialExport(true, true);

        Answer plan = administration.post("plan", export.body());
        assertThat(plan.status()).as(plan.text()).isEqualTo(200);
        assertThat(plan.body().path("changes")).as(plan.text()).isEmpty();
        assertThat(plan.body().path("left")).as(plan.text()).isEmpty();
        Answer applied = administration.post("apply", export.body());
        assertThat(applied.status()).as(applied.text()).isEqualTo(200);
        assertThat(applied.body().path("changes")).as(applied.text()).isEmpty();

        assertThat(keycloak.realm(realmName).partialExport(true, true))
                .usingRecursiveComparison()
                .ignoringCollectionOrder()
                .isEqualTo(before);
        export.body().path("apis").forEach(api -> {
            String path = "apis/"
                    + URLEncoder.encode(api.path("clientId").asText(), StandardCharsets.UTF_8)
                            .replace("+", "%20")
                            .replace("%7E", "~");
            ObjectNode alone = (ObjectNode) administration.get(path).body();
            if (!api.has("identifier")) {
                // Of two clients with one identifier a bundle says none.
                alone.remove("identifier");
            }
            // Which of two APIs that share scopes describes one is said in a bundle only.
            api.path("scopes").forEach(scope -> {
                if (scope.path("includeInTokenScope").asBoolean()) {
                    ((ObjectNode) scope).remove("includeInTokenScope");
                }
            });
            assertThat(alone).isEqualTo(api);
        });
    }

    /** As above, and another realm that is made of the export is the same. */
    private void assertCopied() {
        assertClosed(one, ONE);
        JsonNode exported = export(one);
        Administration other = empty(OTHER);
        apply(other, exported);
        assertThat(text(export(other))).isEqualTo(text(exported));
        assertClosed(other, OTHER);
    }

    private static List<String> names(JsonNode bundle, String clientId) {
        List<String> names = new ArrayList<>();
        bundle.path("apis").forEach(api -> {
            if (api.path("clientId").asText().equals(clientId)) {
                names.addAll(api.path("scopes").findValuesAsText("name"));
            }
        });
        return names;
    }

    private List<String> parts(String role) {
        return keycloak.realm(ONE).roles().get(role).getRoleComposites().stream()
                .map(RoleRepresentation::getName)
                .toList();
    }

    private List<String> requiredRoles(String scope) {
        String id = new RealmAdmin(keycloak.realm(ONE)).scope(scope).getId();
        return keycloak
                .realm(ONE)
                .clientScopes()
                .get(id)
                .getScopeMappings()
                .getAll()
                .getClientMappings()
                .values()
                .stream()
                .flatMap(mappings -> mappings.getMappings().stream())
                .map(RoleRepresentation::getName)
                .toList();
    }

    private Answer apply(Administration administration, Object bundle) {
        Answer answer = bundle instanceof String yaml
                ? administration.postYaml("apply", yaml)
                : administration.post("apply", bundle);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    private static JsonNode changes(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body().path("changes");
    }

    /** @return for any realm */
    private static JsonNode export(Administration administration) {
        ObjectNode bundle = (ObjectNode) administration.get("bundle").body();
        bundle.remove("realm");
        return bundle;
    }

    private static String text(JsonNode tree) {
        return tree.toPrettyString();
    }

    /** A realm with two applications and nothing else. */
    private Administration empty(String name) {
        RealmRepresentation representation = new RealmRepresentation();
        representation.setRealm(name);
        representation.setEnabled(true);
        representation.setClients(Arrays.asList(application("app"), application("other-app")));
        return imported(representation);
    }

    private static ClientRepresentation application(String clientId) {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(clientId);
        client.setPublicClient(true);
        return client;
    }

    private Administration imported(RealmRepresentation representation) {
        keycloak.realms().create(representation);
        made.add(representation.getRealm());
        return new Administration(
                realm.getBaseUrl().replace("/realms/" + realm.getName(), "/realms/" + representation.getRealm()),
                token());
    }

    /** Its roles for a realm that was just made are in a new token only. */
    private String token() {
        keycloak.tokenManager().invalidate(keycloak.tokenManager().getAccessTokenString());
        return keycloak.tokenManager().getAccessTokenString();
    }
}
