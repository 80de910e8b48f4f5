package io.github.permissionscopes.it.grant;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.assertNoToken;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.coverage.*;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/**
 * The guard and the protocol mapper. A protected default scope gets past the other seams: Keycloak adds it whatever the request says,
 * and with {@code match=all} its own check grants it to who holds one of the roles.
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

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectEvents
    Events events;

    @Test
    void introspectionFollowsThePermissions() {

        var mappers = admin.client(TIMESHEETS_APP).getProtocolMappers();
        mappers.createMapper(DemoRealm.mapper("last check", PermissionScopes.MAPPER_ID, Map.of()))
                .close();
        mappers.createMapper(DemoRealm.mapper(
                        "audience", "oidc-audience-mapper", Map.of("included.client.audience", SERVICE)))
                .close();
        admin.give("anna", TIMESHEETS_API, "read:timesheets");
        admin.give("anna", TIMESHEETS_API, "approve:timesheets");
        String token = oauth.client(TIMESHEETS_APP)
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

        defaultScope(admin, "hidden:events", Map.of("include.in.token.scope", "false"));
        admin.turnSwitch(false);
        TokenAnswer plain = eventsApp.asking("openid").as("olga").byPassword();
        assertThat(plain.scope()).as("without the product").doesNotContain("hidden:events");
        assertThat(plain.accessClaims().has(TestRealm.claim("hidden:events")))
                .as("without the product")
                .isTrue();
        admin.turnSwitch(true);

        assertThat(eventsApp.asking("openid").as("olga").byPassword().error()).isEqualTo("invalid_scope");
    }

    @Test
    void theGuardStopsAnIdTokenThatLeavesAlone() {

        defaultScope(admin, "manage:events", Map.of());
        admin.turnSwitch(false);
        assertThat(TokenAnswer.claims(idTokenOnly().parameter("id_token")).has(TestRealm.claim("manage:events")))
                .as("without the product")
                .isTrue();
        admin.turnSwitch(true);

        Page stopped = idTokenOnly();

        assertThat(stopped.parameter("id_token")).isNull();
        assertThat(stopped.parameter("error")).isEqualTo("invalid_scope");
    }

    private Page idTokenOnly() {
        return eventsApp
                .asking("openid")
                .with("response_type", "id_token")
                .as("olga")
                .login();
    }

    /** A default scope of the events' application that requires two roles, of which Olga holds one. */
    private void defaultScope(RealmAdmin admin, String name, Map<String, String> attributes) {
        Map<String, String> all = new HashMap<>(attributes);
        all.put(PermissionScopes.MATCH, "all");
        String scope = admin.createScope(name, EVENTS_APP, all);
        admin.map(name, EVENTS_API, "create:events");
        admin.map(name, EVENTS_API, "view:events");
        admin.client(EVENTS_APP).removeOptionalClientScope(scope);
        admin.client(EVENTS_APP).addDefaultClientScope(scope);
    }

    @Test
    @Covers(
            route = Route.DEFAULT_SCOPE,
            at = {Moment.ACCESS_TOKEN, Moment.RESPONSE, Moment.REFRESH, Moment.TRACES, Moment.ID_TOKEN, Moment.EVENT})
    void theGuardStopsWhatTheMapperTakesOut() {

        String scope = admin.createScope("manage:contacts", CONTACTS_APP, Map.of(PermissionScopes.MATCH, "all"));
        admin.map("manage:contacts", CONTACTS_API, "read:contacts");
        admin.map("manage:contacts", CONTACTS_API, "delete:contacts");
        admin.client(CONTACTS_APP).removeOptionalClientScope(scope);
        admin.client(CONTACTS_APP).addDefaultClientScope(scope);
        ObservedMoments.asked("manage:contacts");
        admin.turnSwitch(false);
        assertThat(contactsApp.asking("openid").as("anna").byPassword().scope())
                .as("without the product")
                .contains("manage:contacts");
        admin.turnSwitch(true);
        events.skipAll();

        TokenAnswer stopped = contactsApp.asking("openid").as("anna").byPassword();
        assertNoToken(stopped, "invalid_scope");
        assertThat(stopped.body().path("error_description").asText()).doesNotContain("manage:contacts");
        assertRefused(next(events, EventType.LOGIN_ERROR), Map.of("manage:contacts", "not_permitted"));
        Page implicit = contactsApp
                .asking("openid")
                .with("response_type", "id_token token")
                .as("anna")
                .login();
        assertThat(implicit.parameter("access_token")).isNull();
        assertThat(contactsApp.asking("openid").as("anna").byCode().error()).isEqualTo("invalid_scope");
        assertThat(contactsApp.asking("openid").as("carl").byPassword().scope()).contains("manage:contacts");
        admin.configure(Map.of("mode", "report"));
        assertThat(contactsApp.asking("openid").as("anna").byPassword().scope())
                .as("report changes nothing")
                .contains("manage:contacts");
        admin.configure(Map.of());

        admin.client(CONTACTS_APP)
                .getProtocolMappers()
                .createMapper(DemoRealm.mapper("last check", PermissionScopes.MAPPER_ID, Map.of()))
                .close();

        assertThat(contactsApp
                        .asking("openid read:contacts")
                        .as("anna")
                        .byCode()
                        .error())
                .as("the mapper takes the name out; the scope's roles and claims would be in the token")
                .isEqualTo("invalid_scope");
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
        assertThat(contactsApp.asking("openid").as("carl").byPassword().scope())
                .as("holds both roles")
                .contains("manage:contacts");
        admin.take("carl", CONTACTS_API, "delete:contacts");
        assertThat(contactsApp.refresh(answer).error()).isEqualTo("invalid_scope");
    }
}
