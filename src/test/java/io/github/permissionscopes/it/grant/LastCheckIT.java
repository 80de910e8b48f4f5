package io.github.permissionscopes.it.grant;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.Agreement.assertNoToken;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.check.Leak.leak;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.coverage.*;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/**
 * The guard and the protocol mapper. A protected default scope gets past the other seams: Keycloak adds it whatever the
 * request says, and with {@code match=all} its own check grants it to who holds one of the roles.
 */
@KeycloakIntegrationTest(config = ProductServer.class)
class LastCheckIT {

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectOAuth
    OAuth oauth;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectOAuthClient(EVENTS_APP)
    OAuthClient eventsApp;

    @InjectOAuthClient(TIMESHEETS_APP)
    OAuthClient timesheetsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectEvents
    Events events;

    @Test
    void introspectionFollowsThePermissions() {
        admin.mappers().add(TIMESHEETS_APP, Map.of());
        Map<String, String> audience = Map.of("included.client.audience", SERVICE);
        admin.mappers().add(TIMESHEETS_APP, DemoRealm.mapper("for the service", "oidc-audience-mapper", audience));
        admin.give("anna", TIMESHEETS_API, "read:timesheets");
        admin.give("anna", TIMESHEETS_API, "approve:timesheets");
        String token = timesheetsApp
                .asking("openid read:timesheets approve:timesheets")
                .as("anna")
                .byPassword()
                .accessToken();
        assertThat(introspected(token)).contains("read:timesheets", "approve:timesheets");

        admin.take("anna", TIMESHEETS_API, "approve:timesheets");

        assertThat(introspected(token)).contains("read:timesheets").doesNotContain("approve:timesheets");
        assertThat(oauth.userinfo(token).body().has("claim_of_approve_timesheets"))
                .isFalse();
    }

    private Set<String> introspected(String token) {
        TokenAnswer answer = oauth.introspect(SERVICE, SECRET, token);
        assertThat(answer.body().path("active").asBoolean())
                .as("answer %s", answer.body())
                .isTrue();
        return answer.scope();
    }

    /** Its claims, audiences and roles are in the token all the same. */
    @Test
    void theGuardSeesAScopeThatTheTokenDoesNotName() {
        defaultScope("hidden:events", EVENTS_APP, EVENTS_API, "create:events", "view:events");
        admin.scopes().setAttribute("hidden:events", "include.in.token.scope", "false");
        Asking olga = eventsApp.asking("openid").as("olga");
        TokenAnswer plain = admin.whileOff(olga::byPassword);
        assertThat(plain.scope()).as("without the product").doesNotContain("hidden:events");
        assertThat(plain.accessClaims().has(TestRealm.claim("hidden:events")))
                .as("without the product")
                .isTrue();

        assertNoToken(olga.byPassword(), "invalid_scope");
    }

    @Test
    void theGuardStopsAnIdTokenThatLeavesAlone() {
        defaultScope("manage:events", EVENTS_APP, EVENTS_API, "create:events", "view:events");
        Asking olga =
                eventsApp.asking("openid").with("response_type", "id_token").as("olga");
        assertThat(admin.whileOff(() -> olga.login().answer()).idClaims().has(TestRealm.claim("manage:events")))
                .as("without the product")
                .isTrue();

        Page stopped = olga.login();

        assertThat(stopped.parameter("id_token")).isNull();
        assertThat(stopped.parameter("error")).isEqualTo("invalid_scope");
    }

    /** A default scope that requires two roles, of which its user holds one. */
    private void defaultScope(String name, String client, String api, String... permissions) {
        admin.createScope(name, client, Map.of());
        admin.scopes().makeDefault(name, client);
        admin.requireAll(name, api, permissions);
    }

    @Test
    @Covers(
            route = Route.DEFAULT_SCOPE,
            at = {Moment.ACCESS_TOKEN, Moment.RESPONSE, Moment.REFRESH, Moment.TRACES, Moment.ID_TOKEN, Moment.EVENT})
    void theGuardStopsWhatTheMapperTakesOut() {
        defaultScope("manage:contacts", CONTACTS_APP, CONTACTS_API, "read:contacts", "delete:contacts");
        ObservedMoments.asked("manage:contacts");
        Asking anna = contactsApp.asking("openid").as("anna");
        OneScope manage = new OneScope(contactsApp.asking("openid"), "manage:contacts");

        TokenAnswer stopped = leak(admin, events, anna::byPassword).thenStopped("manage:contacts");
        assertThat(stopped.body().path("error_description").asText()).doesNotContain("manage:contacts");
        assertRefused(next(events, EventType.LOGIN_ERROR), Map.of("manage:contacts", "not_permitted"));
        assertThat(anna.byRedirect().accessToken()).isNull();
        assertNoToken(anna.byCode(), "invalid_scope");
        manage.assertGranted("carl");
        admin.configure(Map.of("mode", "report"));
        manage.assertGranted("anna");
        admin.configure(Map.of());

        admin.mappers().add(CONTACTS_APP, Map.of());

        // The mapper takes the name out; the scope's roles and claims would be in the token.
        assertNoToken(contactsApp.asking("openid read:contacts").as("anna").byCode(), "invalid_scope");
        TokenAnswer answer =
                contactsApp.asking("openid read:contacts").as("carl").byCode();
        assertThat(answer.status()).as("answer %s", answer.body()).isEqualTo(200);
        assertThat(answer.scope()).isEqualTo(TokenAnswer.scope(answer.accessClaims()));
        assertThat(answer.scope()).isEqualTo(Set.of("openid", "profile", "email", "read:contacts", "manage:contacts"));
        assertThat(answer.body().path("token_type").asText()).isEqualTo("Bearer");
        assertThat(answer.body().path("expires_in").asInt()).isPositive();
        assertThat(answer.body().has("id_token")).isTrue();
        assertThat(answer.body().has("session_state")).isTrue();
        assertThat(answer.body().has("not-before-policy")).isTrue();
        manage.assertGranted("carl");
        admin.take("carl", CONTACTS_API, "delete:contacts");
        assertThat(contactsApp.refresh(answer).error()).isEqualTo("invalid_scope");
    }
}
