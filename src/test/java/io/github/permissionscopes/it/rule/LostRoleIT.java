package io.github.permissionscopes.it.rule;

import static io.github.permissionscopes.config.PermissionScopes.LOST_ROLES;
import static io.github.permissionscopes.config.PermissionScopes.MARKED;
import static io.github.permissionscopes.config.PermissionScopes.MATCH;
import static io.github.permissionscopes.config.PermissionScopes.PROTECTED;
import static io.github.permissionscopes.demo.DemoRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.testframework.annotations.InjectAdminClient;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.realm.RealmBuilder;

/** A scope that has a role is marked before it can lose it, in every way in which it gets and loses one. */
@KeycloakIntegrationTest(config = ProductServer.class)
class LostRoleIT {

    private static final String SCOPE = "archive:contacts";
    private static final String OTHER = "other-api";
    private static final int ROUNDS = 8;
    private static final int CLIENTS = 6;

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectAdminClient
    Keycloak keycloak;

    @InjectOAuth
    OAuth oauth;

    @InjectRealmAdmin
    RealmAdmin admin;

    private NativeAdministration rest;

    @BeforeEach
    void setUp() {
        rest = new NativeAdministration(realm, keycloak);
        admin.createScope(SCOPE, CONTACTS_APP, Map.of());
    }

    @AfterEach
    void cleanUp() {
        admin.turnSwitch(true);
        admin.deleteScope(SCOPE);
        admin.client(CONTACTS_API).roles().list().stream()
                .filter(role -> role.getName().equals(SCOPE))
                .forEach(role -> admin.client(CONTACTS_API).roles().deleteRole(SCOPE));
        realm.admin()
                .clients()
                .findByClientId(OTHER)
                .forEach(client -> realm.admin().clients().get(client.getId()).remove());
    }

    @ParameterizedTest
    @ValueSource(strings = {"client-scopes", "client-templates"})
    void isMarkedWithItsFirstRole(String path) {
        rest.send("POST", mappings(path), List.of(admin.permission(CONTACTS_API, "read:contacts")));

        assertMarked();
    }

    @Test
    void isMarkedWithItsFirstRealmRole() {
        admin.mapRealmRole(SCOPE, "offline_access");

        assertMarked();
    }

    @Test
    void isMarkedWhenTheSwitchIsTurnedOn() {
        admin.turnSwitch(false);
        admin.map(SCOPE, CONTACTS_API, "read:contacts");
        assertThat(attributes()).as("with the switch off").doesNotContainKeys(PROTECTED, MARKED);

        admin.turnSwitch(true);

        assertMarked();
    }

    @Test
    void isMarkedAgainWhenItsAttributesAreOverwritten() {
        admin.map(SCOPE, CONTACTS_API, "read:contacts");

        admin.setScopeAttribute(SCOPE, PROTECTED, "");

        assertMarked();
    }

    @Test
    void isNotMarkedWhereAnAdministratorHasProtectedIt() {
        admin.setScopeAttribute(SCOPE, PROTECTED, "true");
        admin.map(SCOPE, CONTACTS_API, "read:contacts");

        assertThat(attributes()).containsEntry(PROTECTED, "true").doesNotContainKey(MARKED);
    }

    @Test
    void isOpenedByWhoTakesTheRoleOffAndThenSaysSo() {
        admin.map(SCOPE, CONTACTS_API, "read:contacts");
        admin.unmap(SCOPE, CONTACTS_API, "read:contacts");
        assertRefused("carl");

        admin.setScopeAttribute(SCOPE, PROTECTED, "false");

        assertGranted("nora");
    }

    @Test
    void isMarkedInAnImportedRealmWhoseSwitchIsOn() {
        RealmRepresentation file = DemoRealm.configure(
                        RealmBuilder.create().name("marked").enabled(true))
                .build();
        file.setRequiredActions(List.of(DemoRealm.requiredActions(Map.of())));
        file.getClientScopes().forEach(scope -> scope.getAttributes().remove(PROTECTED));
        keycloak.realms().create(file);
        try {
            assertThat(new RealmAdmin(keycloak.realm("marked"))
                            .scope("read:contacts")
                            .getAttributes())
                    .containsEntry(PROTECTED, "true")
                    .containsEntry(MARKED, "true");
        } finally {
            keycloak.realm("marked").remove();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"client-scopes", "client-templates"})
    void isClosedWhenItsLastRoleIsTakenOff(String path) {
        admin.map(SCOPE, CONTACTS_API, "read:contacts");

        rest.send("DELETE", mappings(path), List.of(admin.permission(CONTACTS_API, "read:contacts")));

        assertRefused("carl");
    }

    @Test
    void isClosedWhenTheClientOfItsRoleIsDeleted() {
        createOther();
        admin.createPermission(OTHER, "some");
        admin.map(SCOPE, OTHER, "some");

        admin.client(OTHER).remove();

        assertRefused("carl");
    }

    /** As an import that overwrites does: the role is there again, and mapped to nothing. */
    @Test
    void isClosedWhenItsRoleIsReplacedByOneOfTheSameName() {
        admin.createPermission(CONTACTS_API, SCOPE);
        admin.map(SCOPE, CONTACTS_API, SCOPE);

        admin.client(CONTACTS_API).roles().deleteRole(SCOPE);
        admin.createPermission(CONTACTS_API, SCOPE);

        assertRefused("carl");
    }

    @Test
    void nobodyGetsItWhileItsLastRoleIsDeleted() {
        assertNeverGranted(() -> {
            admin.createPermission(CONTACTS_API, SCOPE);
            admin.map(SCOPE, CONTACTS_API, SCOPE);
            return () -> admin.client(CONTACTS_API).roles().deleteRole(SCOPE);
        });
    }

    @Test
    void nobodyGetsItWhileItsLastRoleIsTakenOff() {
        assertNeverGranted(() -> {
            admin.map(SCOPE, CONTACTS_API, "delete:contacts");
            return () -> admin.unmap(SCOPE, CONTACTS_API, "delete:contacts");
        });
    }

    @Test
    void whatRequiresAllItsRolesIsClosedByTheLossOfOne() {
        admin.setScopeAttribute(SCOPE, MATCH, "all");
        admin.createPermission(CONTACTS_API, SCOPE);
        admin.map(SCOPE, CONTACTS_API, SCOPE);
        admin.map(SCOPE, CONTACTS_API, "read:contacts");
        admin.give("carl", CONTACTS_API, SCOPE);
        assertGranted("carl");
        assertRefused("anna");

        admin.client(CONTACTS_API).roles().deleteRole(SCOPE);

        assertThat(attributes()).containsEntry(LOST_ROLES, CONTACTS_API + "/" + SCOPE);
        assertRefused("anna");
        assertRefused("carl");
        assertThat(findings()).contains("no_permission " + SCOPE);

        admin.map(SCOPE, CONTACTS_API, "delete:contacts");
        assertThat(attributes()).doesNotContainKey(LOST_ROLES);
        assertGranted("carl");
        assertRefused("anna");
    }

    @Test
    void aRoleThatIsMappedWhileTheSwitchIsOffEndsTheLossToo() {
        admin.setScopeAttribute(SCOPE, MATCH, "all");
        admin.createPermission(CONTACTS_API, SCOPE);
        admin.map(SCOPE, CONTACTS_API, SCOPE);
        admin.client(CONTACTS_API).roles().deleteRole(SCOPE);
        admin.turnSwitch(false);
        try {
            admin.map(SCOPE, CONTACTS_API, "read:contacts");
        } finally {
            admin.turnSwitch(true);
        }

        assertThat(attributes()).doesNotContainKey(LOST_ROLES);
        assertGranted("anna");
    }

    /** As a form does that was opened before the loss was made good. */
    @Test
    void aLossThatIsOverIsNotBroughtBackByWhoSendsTheAttributesThatTheyHaveRead() {
        admin.setScopeAttribute(SCOPE, MATCH, "all");
        admin.createPermission(CONTACTS_API, SCOPE);
        admin.map(SCOPE, CONTACTS_API, SCOPE);
        admin.client(CONTACTS_API).roles().deleteRole(SCOPE);
        ClientScopeRepresentation read = admin.scope(SCOPE);
        assertThat(read.getAttributes()).containsKey(LOST_ROLES);
        admin.map(SCOPE, CONTACTS_API, "read:contacts");

        realm.admin().clientScopes().get(read.getId()).update(read);

        assertThat(attributes()).doesNotContainKey(LOST_ROLES);
        assertGranted("anna");
    }

    @Test
    void aLossStaysWhereTheAttributesAreSentAsTheyAreAndEndsWhereItIsEmptied() {
        admin.setScopeAttribute(SCOPE, MATCH, "all");
        admin.createPermission(CONTACTS_API, SCOPE);
        admin.map(SCOPE, CONTACTS_API, SCOPE);
        admin.map(SCOPE, CONTACTS_API, "read:contacts");
        admin.client(CONTACTS_API).roles().deleteRole(SCOPE);

        admin.setScopeAttribute(SCOPE, "display.on.consent.screen", "true");
        assertThat(attributes()).containsEntry(LOST_ROLES, CONTACTS_API + "/" + SCOPE);
        assertRefused("anna");

        admin.setScopeAttribute(SCOPE, LOST_ROLES, "");
        assertGranted("anna");

        admin.createPermission(CONTACTS_API, SCOPE);
        admin.map(SCOPE, CONTACTS_API, SCOPE);
        admin.setScopeAttribute(SCOPE, LOST_ROLES, "");
        admin.client(CONTACTS_API).roles().deleteRole(SCOPE);
        assertThat(attributes()).containsEntry(LOST_ROLES, CONTACTS_API + "/" + SCOPE);
    }

    @Test
    void whatRequiresAnyOfItsRolesIsLeftToTheOthers() {
        admin.createPermission(CONTACTS_API, SCOPE);
        admin.map(SCOPE, CONTACTS_API, SCOPE);
        admin.map(SCOPE, CONTACTS_API, "read:contacts");

        admin.client(CONTACTS_API).roles().deleteRole(SCOPE);

        assertGranted("anna");
        assertRefused("nora");
        assertThat(attributes()).doesNotContainKey(LOST_ROLES);
    }

    @Test
    void aDefinitionThatSaysWhatIsRequiredEndsTheLoss() {
        String api = "archive-api";
        Administration ours = administration();
        Map<String, Object> definition = Map.of(
                "scopes",
                List.of(Map.of("name", "shred:files", "match", "all", "roles", List.of("shred:files", "second"))));
        assertThat(ours.put("apis/" + api, definition).status()).isIn(200, 201);
        try {
            admin.client(api).roles().deleteRole("second");
            assertThat(admin.scope("shred:files").getAttributes()).containsEntry(LOST_ROLES, api + "/second");

            assertThat(ours.put("apis/" + api, definition).status()).isEqualTo(200);

            assertThat(admin.scope("shred:files").getAttributes()).doesNotContainKey(LOST_ROLES);
        } finally {
            ours.delete("apis/" + api);
        }
    }

    @Test
    void anApiThatLeavesASharedScopeIsNoLoss() {
        Administration ours = administration();
        Map<String, Object> definition = Map.of(
                "scopes", List.of(Map.of("name", "shred:files", "match", "all", "roles", List.of("shred:files"))));
        assertThat(ours.put("apis/archive-api", definition).status()).isIn(200, 201);
        assertThat(ours.put("apis/other-archive-api", Map.of("scopes", List.of(Map.of("name", "shred:files"))))
                        .status())
                .isIn(200, 201);
        try {
            assertThat(ours.delete("apis/other-archive-api").status()).isBetween(200, 299);

            assertThat(admin.scope("shred:files").getAttributes()).doesNotContainKey(LOST_ROLES);
        } finally {
            ours.delete("apis/archive-api");
        }
    }

    @Test
    void anotherApisDefinitionEndsNoLoss() {
        Administration ours = administration();
        assertThat(ours.put(
                                "apis/archive-api",
                                Map.of(
                                        "scopes",
                                        List.of(Map.of(
                                                "name",
                                                "shred:files",
                                                "match",
                                                "all",
                                                "roles",
                                                List.of("shred:files", "second")))))
                        .status())
                .isIn(200, 201);
        try {
            admin.client("archive-api").roles().deleteRole("second");

            assertThat(ours.put("apis/other-archive-api", Map.of("scopes", List.of(Map.of("name", "shred:files"))))
                            .status())
                    .isIn(200, 201);

            assertThat(admin.scope("shred:files").getAttributes()).containsEntry(LOST_ROLES, "archive-api/second");
        } finally {
            ours.delete("apis/other-archive-api");
            ours.delete("apis/archive-api");
        }
    }

    @Test
    void statusFindsAScopeThatWasOpened() {
        admin.setScopeAttribute(SCOPE, MATCH, "all");
        assertThat(findings()).containsExactly("opened_scope " + SCOPE);

        admin.setScopeAttribute(SCOPE, PROTECTED, "false");
        assertThat(findings()).as("said to be meant").isEmpty();
    }

    /** Two transactions that each map the first role of one scope must not fail because of the mark. */
    @Test
    void twoRolesMayBeMappedAtOnce() {
        for (int round = 0; round < ROUNDS; round++) {
            List<CompletableFuture<Void>> mappings = List.of("read:contacts", "delete:contacts").stream()
                    .map(role -> CompletableFuture.runAsync(() -> admin.map(SCOPE, CONTACTS_API, role)))
                    .toList();
            mappings.forEach(CompletableFuture::join);

            assertMarked();
            admin.deleteScope(SCOPE);
            admin.createScope(SCOPE, CONTACTS_APP, Map.of());
        }
    }

    private void assertNeverGranted(Supplier<Runnable> mapped) {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        AtomicInteger answers = new AtomicInteger();
        AtomicInteger granted = new AtomicInteger();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                Runnable loss = mapped.get();
                AtomicBoolean over = new AtomicBoolean();
                List<CompletableFuture<Void>> running = IntStream.range(0, CLIENTS)
                        .mapToObj(client -> CompletableFuture.runAsync(
                                () -> {
                                    while (!over.get()) {
                                        TokenAnswer answer = token("nora");
                                        if (answer.status() == 200) {
                                            answers.incrementAndGet();
                                            if (answer.scope().contains(SCOPE)) {
                                                granted.incrementAndGet();
                                            }
                                        }
                                    }
                                },
                                clients))
                        .toList();
                loss.run();
                token("nora");
                over.set(true);
                running.forEach(CompletableFuture::join);
            }
        } finally {
            clients.shutdownNow();
        }
        assertThat(answers.get()).as("answers").isPositive();
        assertThat(granted.get())
                .as("of %d answers with the scope", answers.get())
                .isZero();
    }

    private void createOther() {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(OTHER);
        admin.add(client);
    }

    private String mappings(String path) {
        return path + "/" + admin.scope(SCOPE).getId() + "/scope-mappings/clients/"
                + admin.client(CONTACTS_API).toRepresentation().getId();
    }

    private Map<String, String> attributes() {
        return admin.scope(SCOPE).getAttributes();
    }

    private void assertMarked() {
        assertThat(attributes()).containsEntry(PROTECTED, "true").containsEntry(MARKED, "true");
    }

    private void assertGranted(String user) {
        assertThat(token(user).scope()).as(user).contains(SCOPE);
    }

    private void assertRefused(String user) {
        assertThat(token(user).scope()).as(user).doesNotContain(SCOPE);
    }

    private TokenAnswer token(String user) {
        return oauth.client(CONTACTS_APP).asking("openid " + SCOPE).as(user).byPassword();
    }

    private Administration administration() {
        return new Administration(realm.getBaseUrl(), keycloak.tokenManager().getAccessTokenString());
    }

    private List<String> findings() {
        JsonNode status = administration().get("status").body();
        return IntStream.range(0, status.path("findings").size())
                .mapToObj(i -> status.path("findings").path(i))
                .map(finding -> finding.path("code").asText() + " "
                        + finding.path("object").path("name").asText())
                .toList();
    }
}
