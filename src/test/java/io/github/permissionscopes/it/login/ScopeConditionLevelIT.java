package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.assertGrants;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.realm.StepUpRealm.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** The condition of a conditional sub-flow: what a login is worth after a second factor, and for how long. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ScopeConditionLevelIT {

    private static final String REQUEST = "openid read:contacts delete:contacts";

    @InjectRealm(config = StepUpRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(value = EveryGrantClient.ID, confidential = true)
    OAuthClient client;

    @InjectRealmAdmin
    RealmAdmin admin;

    @Test
    void givesTheLevelAndLeavesNoTrace() {
        byScope(Map.of("level", LEVEL));

        TokenAnswer answer = client.exchange(login(TARA, REQUEST).passwordAgain());

        assertGrants(answer, CONTACTS);
        assertThat(answer.accessClaims().path("acr").asText()).isEqualTo(LEVEL);
        assertNothingRefused(next(events, EventType.LOGIN));
        assertGrants(client.refresh(answer), CONTACTS);
    }

    @ParameterizedTest
    @CsvSource({"''", "two", "gold", "1"})
    void givesNoOtherLevelThanItSays(String level) {
        byScope(Map.of("level", level));

        Page callback = login(TARA, REQUEST).passwordAgain();

        assertGrants(client.exchange(callback), READ_CONTACTS);
        assertRefused(next(events, EventType.LOGIN), REQUEST, Map.of(DELETE_CONTACTS, "acr_too_low"));
    }

    @Test
    void asksAtEverySingleSignOnThatWantsIt() {
        byScope(Map.of("when", "given", "scopes", DELETE_CONTACTS, "level", LEVEL));
        Page first = login(TARA, REQUEST).passwordAgain();
        assertGrants(client.exchange(first), CONTACTS);

        assertGrants(client.exchange(open("openid read:contacts", first)), READ_CONTACTS);
        assertGrants(client.exchange(open(REQUEST, first).passwordAgain()), CONTACTS);
        assertThat(silently(REQUEST, first).parameter("error")).isEqualTo("login_required");
        assertGrants(client.exchange(silently("openid read:contacts", first)), READ_CONTACTS);
    }

    /** Also a login that does not want it has the level then, so that the session's other tokens keep it. */
    @Test
    void asksOnceWithinTheMaxAge() {
        byScope(Map.of("when", "given", "scopes", DELETE_CONTACTS, "level", LEVEL, "maxAge", "3600"));
        Page first = login(TARA, REQUEST).passwordAgain();
        TokenAnswer tokens = client.exchange(first);

        TokenAnswer other = client.exchange(open("openid read:contacts", first));
        assertThat(other.accessClaims().path("acr").asText()).isEqualTo(LEVEL);
        assertGrants(client.refresh(tokens), CONTACTS);
        assertGrants(client.exchange(open(REQUEST, first)), CONTACTS);
        assertGrants(client.exchange(silently(REQUEST, first)), CONTACTS);

        // Who has to log in again has to show everything again.
        Page forced =
                client.asking(REQUEST).with("prompt", "login").after(first).open();
        Page asked = forced.submit(Map.of("password", PASSWORD));
        assertGrants(client.exchange(asked.passwordAgain()), CONTACTS);
        // And who uses another browser too.
        assertThat(login(TARA, REQUEST).asksForPasswordAgain()).isTrue();
    }

    @Test
    void agreesWithKeycloaksOwnLevels() {
        admin.stepUp()
                .byLevelAndScope(
                        EveryGrantClient.ID,
                        36_000,
                        Map.of("when", "given", "scopes", DELETE_CONTACTS, "level", LEVEL, "maxAge", "36000"));

        // Asked for by the level: once, though the scope asks for it too.
        Page byLevel = client.asking(REQUEST).with(STEP_UP).as(TARA).login().passwordAgain();
        assertGrants(client.exchange(byLevel), CONTACTS);
        assertGrants(client.exchange(open(REQUEST, byLevel)), CONTACTS);

        // Asked for by the scope: then the level is there for who asks for it.
        Page first = login(TARA, "openid read:contacts");
        assertGrants(client.exchange(first), READ_CONTACTS);
        assertGrants(client.exchange(open(REQUEST, first).passwordAgain()), CONTACTS);
        TokenAnswer level = client.asking(REQUEST).with(STEP_UP).after(first).byCode();
        assertThat(level.accessClaims().path("acr").asText()).isEqualTo(LEVEL);
    }

    /** The step that refuses more strictly than the realm comes after the condition's sub-flow. */
    @Test
    void isOfTheOpinionOfTheLoginsEnd() {
        byScope(Map.of("level", LEVEL));
        admin.configure(Map.of("refusal", "reject"));

        assertGrants(client.exchange(login(TARA, REQUEST).passwordAgain()), CONTACTS);
        Page rejected = login(TOM, REQUEST).passwordAgain();
        assertThat(rejected.parameter("error")).isEqualTo("invalid_scope");
    }

    private void byScope(Map<String, String> config) {
        admin.stepUp().byScope(EveryGrantClient.ID, StepUpFlows.PASSWORD_AGAIN, config);
    }

    private Page login(String user, String scope) {
        return client.asking(scope).as(user).login();
    }

    /** In the session of an earlier login. */
    private Page open(String scope, Page earlier) {
        return client.asking(scope).after(earlier).open();
    }

    private Page silently(String scope, Page earlier) {
        return client.asking(scope).after(earlier).silently();
    }
}
