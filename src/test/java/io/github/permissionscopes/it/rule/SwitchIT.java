package io.github.permissionscopes.it.rule;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.BuildInfo;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.framework.InjectRealmAdmin;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import jakarta.ws.rs.BadRequestException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RequiredActionProviderRepresentation;
import org.keycloak.representations.info.ProviderRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.realm.RealmBuilder;

/** The required action as the realm's switch: where it is, how it is set, and that nothing happens while it is off. */
@KeycloakIntegrationTest(config = ProductServer.class)
class SwitchIT {

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdminClient
    Keycloak keycloak;

    @Test
    void isInARealmThatWasThereAtStartUp() {
        assertIsOff(new RealmAdmin(keycloak.realm("master")).theSwitch().get());
    }

    @Test
    void isInANewRealmBesideKeycloaksOwnActions() {
        RealmRepresentation bare =
                RealmBuilder.create().name("bare").enabled(true).build();
        withRealm(bare, created -> {
            assertIsOff(new RealmAdmin(created).theSwitch().get());
            assertThat(created.flows().getRequiredActions())
                    .extracting(RequiredActionProviderRepresentation::getAlias)
                    .contains("UPDATE_PASSWORD", "VERIFY_EMAIL");
        });
    }

    @Test
    void isInAnImportedRealmThatDoesNotNameIt() {
        RealmRepresentation older =
                RealmBuilder.create().name("older").enabled(true).build();
        older.setRequiredActions(List.of(DemoRealm.requiredActions(Map.of())[0]));
        withRealm(older, imported -> {
            assertIsOff(new RealmAdmin(imported).theSwitch().get());
            assertThat(imported.flows().getRequiredActions())
                    .extracting(RequiredActionProviderRepresentation::getAlias)
                    .contains("UPDATE_PASSWORD")
                    .doesNotContain("UPDATE_PROFILE");
        });
    }

    @Test
    void comesWithItsConfigFromARealmFile() {
        RealmRepresentation file = DemoRealm.configure(
                        RealmBuilder.create().name("file").enabled(true))
                .build();
        file.setRequiredActions(List.of(DemoRealm.requiredActions(Map.of("refusal", "reject"))));
        withRealm(file, imported -> assertThat(contactsAppOf("file")
                        .asking("openid delete:contacts")
                        .as("anna")
                        .byPassword()
                        .error())
                .isEqualTo("invalid_scope"));
    }

    /** Only a realm file brings such a config in: the console and its REST API validate. */
    @Test
    void enforcesWithAConfigThatMakesNoSense() {
        RealmRepresentation file = DemoRealm.configure(
                        RealmBuilder.create().name("odd").enabled(true))
                .build();
        file.setRequiredActions(List.of(DemoRealm.requiredActions(
                Map.of("mode", "bananas", "refusal", "", "reportOnlyApis", "##,,", "tellClient", "maybe"))));
        withRealm(file, imported -> {
            TokenAnswer answer =
                    contactsAppOf("odd").asking(CONTACTS_REQUEST).as("anna").byPassword();

            assertThat(apiScopes(answer.scope())).containsExactly("read:contacts");
        });
    }

    private OAuthClient contactsAppOf(String name) {
        return new OAuth(realm.getBaseUrl().replace("/default", "/" + name), REDIRECT_URI).client(CONTACTS_APP);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "mode,           loud,        |mode: \\\"loud\\\" is not one of enforce, report.|",
                "refusal,        shrug,       |refusal: \\\"shrug\\\" is not one of strip, reject,"
                        + " reject_if_none_left.|",
                "notice,         perhaps,     |notice: \\\"perhaps\\\" is not one of true, false.|",
                "tellClient,     maybe,       |tellClient: \\\"maybe\\\" is not one of true, false.|",
                "reportOnlyApis, no-such-api, |reportOnlyApis: there is no client \\\"no-such-api\\\" in this realm.|"
            })
    void saysWhatIsWrongWithASetting(String key, String value, String message) {
        admin.configure(Map.of("refusal", "reject_if_none_left"));

        assertThatThrownBy(() -> admin.configure(Map.of(key, value)))
                .isInstanceOfSatisfying(BadRequestException.class, refused -> assertThat(
                                refused.getResponse().readEntity(String.class))
                        .contains(message));
        assertThat(realm.admin()
                        .flows()
                        .getRequiredActionConfig(PermissionScopes.REQUIRED_ACTION_ID)
                        .getConfig())
                .as("the setting before")
                .containsEntry("refusal", "reject_if_none_left");
    }

    @Test
    void takesEverySettingOfTheConsole() {
        Map<String, String> config = Map.of(
                "mode", "report",
                "refusal", "reject",
                "reportOnlyApis", CONTACTS_API + "##" + EVENTS_API,
                "tellClient", "true");

        admin.configure(config);

        assertThat(admin.theSwitch().get().getConfig()).isEqualTo(config);
    }

    @Test
    void leavesAnAdminEventWhenItIsTurned() {
        admin.change(representation -> representation.setAdminEventsEnabled(true));
        admin.turnSwitch(false);
        admin.turnSwitch(true);

        assertThat(realm.admin().getAdminEvents())
                .filteredOn(event -> "REQUIRED_ACTION".equals(event.getResourceType()))
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.getResourcePath()).endsWith("permission-scopes"));
    }

    @Test
    void showsItsVersionOnTheServerInfoPage() {
        for (Map.Entry<String, String> provider : Map.of(
                        "required-action", PermissionScopes.REQUIRED_ACTION_ID,
                        "authenticator", PermissionScopes.AUTHENTICATOR_ID,
                        "protocol-mapper", PermissionScopes.MAPPER_ID)
                .entrySet()) {
            ProviderRepresentation info = keycloak.serverInfo()
                    .getInfo()
                    .getProviders()
                    .get(provider.getKey())
                    .getProviders()
                    .get(provider.getValue());
            assertThat(info.getOperationalInfo()).containsEntry("version", BuildInfo.VERSION);
        }
        assertThat(BuildInfo.VERSION).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    private static void assertIsOff(RequiredActionProviderRepresentation theSwitch) {
        assertThat(theSwitch.isEnabled()).isFalse();
        assertThat(theSwitch.isDefaultAction()).isFalse();
        assertThat(theSwitch.getName()).isEqualTo("Permission Scopes");
    }

    /** Deletes the realm again, which with the switch on also deletes roles that scopes require. */
    private void withRealm(RealmRepresentation representation, Consumer<RealmResource> test) {
        keycloak.realms().create(representation);
        try {
            test.accept(keycloak.realm(representation.getRealm()));
        } finally {
            keycloak.realm(representation.getRealm()).remove();
        }
    }
}
