package io.github.permissionscopes.it.rule;

import static io.github.permissionscopes.config.PermissionScopes.*;
import static io.github.permissionscopes.demo.DemoRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** A scope that loses its last role is closed, in every way in which it loses one, also in the meantime. */
@KeycloakIntegrationTest(config = ProductServer.class)
class LostRoleIT {

    private static final String SCOPE = "archive:contacts";
    private static final int ROUNDS = 8;
    private static final int CLIENTS = 6;

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration administration;

    private OneScope scope;

    @BeforeEach
    void setUp() {
        scope = new OneScope(contactsApp, SCOPE);
        admin.createScope(SCOPE, CONTACTS_APP, Map.of());
    }

    @Test
    void isOpenedByWhoTakesTheRoleOffAndThenSaysSo() {
        admin.map(SCOPE, CONTACTS_API, "read:contacts");
        admin.unmap(SCOPE, CONTACTS_API, "read:contacts");
        scope.assertRefused("carl");

        admin.scopes().setAttribute(SCOPE, PROTECTED, "false");

        scope.assertGranted("nora");
    }

    @ParameterizedTest
    @ValueSource(strings = {"client-scopes", "client-templates"})
    void isClosedWhenItsLastRoleIsTakenOff(String path) {
        admin.map(SCOPE, CONTACTS_API, "read:contacts");
        String roles = path + "/" + admin.scope(SCOPE).getId() + "/scope-mappings/clients/"
                + admin.client(CONTACTS_API).toRepresentation().getId();

        int status = administration
                .ofKeycloak()
                .send(
                        "DELETE",
                        roles,
                        "application/json",
                        List.of(admin.permissions().get(CONTACTS_API, "read:contacts")))
                .status();

        assertThat(status).isBetween(200, 299);
        scope.assertRefused("carl");
    }

    @Test
    void isClosedWhenTheClientOfItsRoleIsDeleted() {
        ClientRepresentation other = new ClientRepresentation();
        other.setClientId("other-api");
        admin.add(other);
        admin.permissions().create("other-api", "some");
        admin.map(SCOPE, "other-api", "some");

        admin.client("other-api").remove();

        scope.assertRefused("carl");
    }

    /** As an import that overwrites does: the role is there again, and mapped to nothing. */
    @Test
    void isClosedWhenItsRoleIsReplacedByOneOfTheSameName() {
        admin.permissions().create(CONTACTS_API, SCOPE);
        admin.map(SCOPE, CONTACTS_API, SCOPE);

        admin.permissions().delete(CONTACTS_API, SCOPE);
        admin.permissions().create(CONTACTS_API, SCOPE);

        scope.assertRefused("carl");
    }

    @Test
    void nobodyGetsItWhileItsLastRoleIsDeleted() {
        assertNeverGranted(
                () -> {
                    admin.permissions().create(CONTACTS_API, SCOPE);
                    admin.map(SCOPE, CONTACTS_API, SCOPE);
                },
                () -> admin.permissions().delete(CONTACTS_API, SCOPE));
    }

    @Test
    void nobodyGetsItWhileItsLastRoleIsTakenOff() {
        assertNeverGranted(
                () -> admin.map(SCOPE, CONTACTS_API, "delete:contacts"),
                () -> admin.unmap(SCOPE, CONTACTS_API, "delete:contacts"));
    }

    private void assertNeverGranted(Runnable mapping, Runnable loss) {
        Asking nora = contactsApp.asking("openid " + SCOPE).as("nora");
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        AtomicInteger answers = new AtomicInteger();
        AtomicInteger granted = new AtomicInteger();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                mapping.run();
                AtomicBoolean over = new AtomicBoolean();
                Runnable ask = () -> {
                    while (!over.get()) {
                        TokenAnswer answer = nora.byPassword();
                        answers.addAndGet(answer.status() == 200 ? 1 : 0);
                        granted.addAndGet(answer.scope().contains(SCOPE) ? 1 : 0);
                    }
                };
                List<CompletableFuture<Void>> running = Stream.generate(() -> CompletableFuture.runAsync(ask, clients))
                        .limit(CLIENTS)
                        .toList();
                loss.run();
                nora.byPassword();
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
}
