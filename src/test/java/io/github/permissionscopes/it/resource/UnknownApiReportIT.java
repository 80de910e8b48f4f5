package io.github.permissionscopes.it.resource;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.resource.NamedApiRealm.*;
import static io.github.permissionscopes.it.support.check.EventLog.next;
import static io.github.permissionscopes.it.support.check.OneApi.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** A name that is no API's, where nothing is enforced: it is reported, or none of the product's business. */
@KeycloakIntegrationTest(config = ProductServer.class)
class UnknownApiReportIT {

    @InjectRealm(config = NamedApiRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(value = EveryGrantClient.ID, confidential = true)
    OAuthClient everyGrant;

    @InjectOAuthClient(value = CONTACTS_ONLY, confidential = true)
    OAuthClient contactsOnly;

    @InjectOAuthClient(value = PLAIN, confidential = true)
    OAuthClient plain;

    @InjectRealmAdmin
    RealmAdmin admin;

    @ParameterizedTest
    @ValueSource(strings = {"https://mcp.example/server", "contacts-api", "timesheets-api", "nobody", "", "\n"})
    void aClientWithoutProtectedScopesGoesOnAsWithoutTheProduct(String name) {
        for (String parameter : List.of("resource", "audience")) {
            List<String> without = admin.whileOff(() -> answers(parameter, name));

            assertThat(answers(parameter, name)).as(parameter).isEqualTo(without);
        }
    }

    private List<String> answers(String parameter, String name) {
        OAuthClient naming = plain.naming(parameter, name);
        events.skipAll();
        TokenAnswer password = naming.asking("openid").as(DORA).byPassword();
        EventRepresentation login = next(events, EventType.LOGIN);
        return List.of(
                audience(password),
                login.getDetails().keySet().stream().sorted().toList().toString(),
                audience(naming.refresh(password)),
                audience(naming.asking("openid").byClientCredentials()),
                audience(naming.asking("openid").with("audience", name).as(DORA).byCode()),
                String.valueOf(naming.asking("openid").device().answer().status()),
                String.valueOf(plain.asking("openid").of(name).open().status()));
    }

    private static String audience(TokenAnswer answer) {
        return answer.status() == 200 ? answer.accessClaims().path("aud").toString() : answer.error();
    }

    @Test
    void isOnlyReportedWhereTheRealmOnlyReports() {
        admin.configure(Map.of("mode", "report"));
        assertOnlyReported("report", "nobody");
        assertOnlyReported("report", "account");
        assertOnlyReported("report", "\u0000");
    }

    @Test
    void isOnlyReportedWhereAllThatTheClientHasIsOnlyReportedOn() {
        admin.configure(Map.of("reportOnlyApis", CONTACTS_API + "##" + CRM_API));
        assertOnlyReported("enforce", "nobody");
        assertInvalidTarget(everyGrant.asking(REQUEST).of("nobody").as(DORA).byPassword());
        admin.configure(Map.of("reportOnlyApis", EVENTS_API));
        for (String name : List.of(EVENTS_API, "https://events-api.example")) {
            assertOnlyReported("enforce", name);
        }
        assertInvalidTarget(
                contactsOnly.asking(CONTACTS_REQUEST).of("nobody").as(DORA).byPassword());
    }

    private void assertOnlyReported(String mode, String name) {
        OAuthClient naming = contactsOnly.naming("resource", name);
        events.skipAll();
        TokenAnswer answer = naming.asking(CONTACTS_REQUEST).as(DORA).byPassword();
        assertThat(answer.scope()).as("%s", answer.body()).contains("read:contacts");
        assertReported(EventType.LOGIN, mode);
        assertThat(naming.refresh(answer).status()).isEqualTo(200);
        assertReported(EventType.REFRESH_TOKEN, mode);
        assertThat(naming.asking("openid").byClientCredentials().status()).isEqualTo(200);
        assertReported(EventType.CLIENT_LOGIN, mode);
        // Of a blank value Keycloak keeps nothing that a later request could tell of.
        if (!name.equals("\u0000")) {
            assertThat(naming.asking(CONTACTS_REQUEST)
                            .with("audience", name)
                            .as(DORA)
                            .byCode()
                            .status())
                    .isEqualTo(200);
            assertReported(EventType.LOGIN, mode);
            assertReported(EventType.CODE_TO_TOKEN, mode);
            try (AuthenticationDevice phone = new AuthenticationDevice(realm.getBaseUrl())) {
                TokenAnswer asked = naming.asking(CONTACTS_REQUEST).as(DORA).backchannel();
                phone.approve();
                assertThat(contactsOnly.fetch(asked).status()).isEqualTo(200);
                assertReported(EventType.AUTHREQID_TO_TOKEN, mode);
            }
        }
    }

    private void assertReported(EventType type, String mode) {
        EventRepresentation event = next(events, type);
        assertThat(event.getError()).isNull();
        assertThat(event.getDetails())
                .containsKey("resource_refused")
                .containsEntry("resource_refused_reason", "invalid_target")
                .containsEntry("permission_scopes_mode", mode);
        assertThat(event.getDetails().containsKey("resource_refused_report_only"))
                .isEqualTo(mode.equals("enforce"));
    }
}
