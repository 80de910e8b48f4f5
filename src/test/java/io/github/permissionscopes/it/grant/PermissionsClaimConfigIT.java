package io.github.permissionscopes.it.grant;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.check.PermissionsClaim.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** The settings of our mapper's claim: its name, its size, and which tokens have it. */
@KeycloakIntegrationTest(config = ProductServer.class)
class PermissionsClaimConfigIT {

    private static final String READ = "openid read:contacts";

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @Test
    void isInLightweightTokensOnlyWhereTheConfigSaysSo() {
        admin.clients().setAttribute(CONTACTS_APP, "client.use.lightweight.access.token.enabled", "true");
        admin.mappers().add(CONTACTS_APP, GRANTED);
        TokenAnswer light = contactsApp.asking(READ).as("anna").byPassword();
        assertThat(light.accessClaims().has("permissions")).isFalse();
        assertNames(introspected(contactsApp, light), "read:contacts");

        admin.mappers()
                .change(
                        CONTACTS_APP,
                        granted(Map.of("lightweight.claim", "true", "introspection.token.claim", "false")));
        light = contactsApp.asking(READ).as("anna").byPassword();
        assertNames(light, "read:contacts");
        assertThat(introspected(contactsApp, light).has("permissions")).isFalse();
    }

    @Test
    void mayHaveAnotherNameAlsoANestedOne() {
        admin.mappers().add(CONTACTS_APP, granted(Map.of("claim.name", "api.contacts.rights")));

        JsonNode claims = contactsApp.asking(READ).as("anna").byPassword().accessClaims();

        assertThat(names(claims.path("api").path("contacts"), "rights")).containsExactly("read:contacts");
        assertThat(claims.has("permissions")).isFalse();
    }

    @Test
    void leavesAClaimOfAnotherMapperWhereThereIsNoRoom() {
        admin.mappers()
                .add(
                        CONTACTS_APP,
                        DemoRealm.mapper(
                                "in the way",
                                "oidc-hardcoded-claim-mapper",
                                Map.of("claim.name", "api", "claim.value", "v1")));
        admin.mappers().add(CONTACTS_APP, granted(Map.of("claim.name", "api.rights")));

        JsonNode claims = contactsApp.asking(READ).as("anna").byPassword().accessClaims();

        assertThat(claims.path("api").asText()).isEqualTo("v1");
    }

    @Test
    void warnsOfALargeClaimAndIssuesItWhole() {
        admin.createScope("print:contacts", CONTACTS_APP, Map.of());
        for (int i = 0; i < 40; i++) {
            admin.permissions().create(CONTACTS_API, "print:contacts:" + i);
            admin.map("print:contacts", CONTACTS_API, "print:contacts:" + i);
            admin.give("nora", CONTACTS_API, "print:contacts:" + i);
        }
        admin.mappers().add(CONTACTS_APP, GRANTED);
        Asking print = contactsApp.asking("openid print:contacts").as("nora");
        assertThat(names(print.byPassword())).hasSize(40);
        assertThat(next(events, EventType.LOGIN).getDetails()).doesNotContainKey("permissions_claim_size");

        admin.mappers().change(CONTACTS_APP, granted(Map.of("permissions.maxSize", "500")));
        TokenAnswer answer = print.byPassword();
        assertThat(names(answer)).hasSize(40);
        int size = answer.accessClaims().path("permissions").toString().length();
        assertThat(next(events, EventType.LOGIN).getDetails())
                .containsEntry("permissions_claim_size", String.valueOf(size))
                .containsEntry("permissions_claim_max_size", "500");
        assertThat(names(print.byRedirect().accessClaims(), "permissions")).hasSize(40);
        assertThat(next(events, EventType.CUSTOM_REQUIRED_ACTION).getDetails())
                .containsEntry("custom_required_action", "permission-scopes")
                .containsEntry("permissions_claim_max_size", "500");

        admin.mappers().change(CONTACTS_APP, granted(Map.of("permissions.maxSize", "0")));
        print.byPassword();
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
        try (Response answer = admin.mappers().create(CONTACTS_APP, Map.of(key, value))) {
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
        client.setProtocolMappers(List.of(MapperAdmin.mapper(granted(Map.of(
                "claim.name", "resource_access.contacts-api.roles",
                "permissions.maxSize", "lots",
                "token.dialect", "esperanto")))));
        admin.add(client);
        OAuthClient odd = contactsApp.oauth().client("odd-app");

        TokenAnswer answer = odd.asking(READ).as("anna").byPassword();

        assertNames(answer, "read:contacts");
        assertThat(TokenAnswer.header(answer.accessToken()).path("typ").asText())
                .isEqualTo("JWT");
    }
}
