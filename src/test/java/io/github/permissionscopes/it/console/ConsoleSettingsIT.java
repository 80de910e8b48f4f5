package io.github.permissionscopes.it.console;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.page.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.keycloak.representations.idm.RequiredActionProviderRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;

/** The realm's settings, and what Keycloak's own ways to write a required action do to them. */
@KeycloakIntegrationTest(config = ConsoleServer.class)
class ConsoleSettingsIT {

    private static final int ROUNDS = 40;

    static final List<String> ORDERS = SettingsWalk.ORDERS;

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @InjectRealm(config = AuditedRealm.class, lifecycle = LifeCycle.METHOD)
    ManagedRealm realm;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration rest;

    @ParameterizedTest
    @FieldSource("ORDERS")
    void stayAsSavedWhateverIsClicked(String order) {
        new SettingsWalk(CHROMIUM.newBrowser(), realm.admin(), realm.getBaseUrl(), () -> rest)
                .begin()
                .walk(order);
    }

    private Map<String, String> settings() {
        return realm.admin()
                .flows()
                .getRequiredActionConfig(PermissionScopes.REQUIRED_ACTION_ID)
                .getConfig();
    }

    private void putRow(Map<String, String> config) {
        RequiredActionProviderRepresentation row = admin.theSwitch().get();
        row.setEnabled(!row.isEnabled());
        row.setConfig(config);
        realm.admin().flows().updateRequiredAction(PermissionScopes.REQUIRED_ACTION_ID, row);
    }

    @Test
    void stayWhereARowIsWrittenWithoutAny() {
        Map<String, String> saved = Map.of("mode", "report", "refusal", "reject", "reportOnlyApis", "contacts-api");
        admin.configure(saved);

        putRow(Map.of());
        assertThat(settings()).isEqualTo(saved);
        putRow(null);
        assertThat(settings()).isEqualTo(saved);
        assertThat(rest.get("status").at("/settings/mode")).isEqualTo("report");
    }

    /** As tools write realms: a script, Terraform. */
    @Test
    void areTheOnesOfARowThatHasSome() {
        admin.configure(Map.of("mode", "report", "refusal", "reject"));

        putRow(Map.of("mode", "enforce"));

        assertThat(settings()).isEqualTo(Map.of("mode", "enforce"));
    }

    @Test
    void areResetWhereTheConfigIsRemovedOrWrittenEmpty() {
        admin.configure(Map.of("mode", "report"));
        realm.admin().flows().removeRequiredActionConfig(PermissionScopes.REQUIRED_ACTION_ID);
        assertThat(settings()).isEmpty();
        putRow(Map.of());
        assertThat(settings()).isEmpty();

        admin.configure(Map.of("mode", "report"));
        admin.configure(Map.of());
        assertThat(settings()).isEmpty();
        assertThat(rest.get("status").at("/settings/mode")).isEqualTo("enforce");
    }

    /** Who writes the row writes no settings, not even those that it has just read. */
    @Test
    void areNotOverwrittenByARowThatIsWrittenAtTheSameTime() {
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, String> saved = Map.of("mode", round % 2 == 0 ? "report" : "enforce", "notice", "true");
            CompletableFuture<Void> row = CompletableFuture.runAsync(() -> putRow(Map.of()));
            admin.configure(saved);
            row.join();

            assertThat(settings()).as("round %s", round).isEqualTo(saved);
        }
    }

    /** What the product reads elsewhere is a part of what Keycloak's own forms load and save. */
    @Test
    void otherFormsOfTheConsoleKeepWhatTheyDoNotShow() {
        new ConsoleForms(CHROMIUM.newBrowser(), realm.admin(), realm.getBaseUrl())
                .logIn("nora", PASSWORD)
                .assertScopeKept(READ_CONTACTS)
                .assertClientKept(CONTACTS_APP)
                .assertRoleKept(CONTACTS_API, READ_CONTACTS)
                .assertMapperKept(CONTACTS_APP)
                .assertConditionKept();
    }

    /** Of every other required action Keycloak writes what it is told. */
    @Test
    void areKeptOfTheSwitchAlone() {
        String other = "UPDATE_PASSWORD";
        RequiredActionProviderRepresentation row = realm.admin().flows().getRequiredAction(other);
        row.setConfig(Map.of("max_auth_age", "60"));
        realm.admin().flows().updateRequiredAction(other, row);
        row.setConfig(Map.of());
        realm.admin().flows().updateRequiredAction(other, row);

        assertThat(realm.admin().flows().getRequiredAction(other).getConfig()).isEmpty();
    }
}
