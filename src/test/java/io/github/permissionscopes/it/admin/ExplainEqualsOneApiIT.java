package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static io.github.permissionscopes.it.support.check.EventLog.next;
import static io.github.permissionscopes.it.support.check.SameAsExplained.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** What {@code explain} says is what happens: every user of the demo realm, in a token for one API. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ExplainEqualsOneApiIT {

    private static final List<String> USERS = List.of("anna", "carl", "emma", "mark", "olga", "pete", "nora");
    private static final String REQUEST = "openid read:contacts delete:contacts";

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration rest;

    @Test
    void inATokenForOneApi() {
        admin.permissions().create(EVENTS_API, READ_CONTACTS);
        admin.map(READ_CONTACTS, EVENTS_API, READ_CONTACTS);
        admin.give("nora", EVENTS_API, READ_CONTACTS);
        admin.createScope("of:timesheets", CONTACTS_APP, Map.of(PermissionScopes.API, TIMESHEETS_API));
        for (String api : List.of(CONTACTS_API, "https://contacts-api.example", EVENTS_API, TIMESHEETS_API)) {
            for (String user : USERS) {
                assertExplainedFor(api, user);
            }
        }
    }

    private void assertExplainedFor(String api, String user) {
        JsonNode explained = ok(rest.explain(
                "{user: %s, client: contacts-app, scope: '%s', resource: '%s'}".formatted(user, REQUEST, api)));
        events.skipAll();

        TokenAnswer real =
                contactsApp.asking(REQUEST).as(user).with("resource", api).byPassword();

        assertSame(explained, real);
        assertThat(real.accessClaims().path("aud").asText())
                .isEqualTo(api.startsWith("https:") ? api : "https://" + api + ".example");
        assertSameRefusals(explained, next(events, EventType.LOGIN));
    }
}
