package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.EventLog.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** A redirect that brings an access token tells its scope, where that is not what was asked for (RFC 6749 §4.2.2). */
@KeycloakIntegrationTest(config = ProductServer.class)
class RedirectScopeIT {

    private static final String REQUEST = "openid profile email read:contacts delete:contacts";
    private static final List<String> TYPES = List.of("token", "id_token token", "code token", "code id_token token");
    private static final List<String> MODES = List.of("fragment", "form_post", "jwt", "fragment.jwt", "form_post.jwt");

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient consentApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @ParameterizedTest
    @MethodSource("answers")
    void tellsWhatIsLeft(String type, String mode) {
        Asking asking = asking(REQUEST, type, mode).as("anna");

        assertTold(asking.login().parameters(), List.of(READ_CONTACTS));
        assertThat(next(events, EventType.LOGIN).getDetails().get("scope")).contains(READ_CONTACTS);

        // The browser is logged in, and what is asked without interaction is told in the same way.
        Page silent = asking.silently();
        assertTold(silent.parameters(), List.of(READ_CONTACTS));
        assertThat(next(events, EventType.LOGIN).getError()).isNull();
        if (type.contains("code")) {
            assertThat(contactsApp.exchange(silent).scope())
                    .contains(READ_CONTACTS)
                    .doesNotContain(DELETE_CONTACTS);
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void tellsNothingNewOfWhatWasAskedFor(String type, String mode) {
        Asking asking = asking("delete:contacts read:contacts openid email profile", type, mode)
                .as("carl");

        for (Page page : List.of(asking.login(), asking.silently())) {
            Map<String, String> answer = page.parameters();
            // Keycloak tells it by itself in a signed answer that has nothing but a token.
            if (type.equals("token") && mode.endsWith("jwt")) {
                assertTold(answer, List.of(READ_CONTACTS, DELETE_CONTACTS));
            } else {
                assertThat(answer).containsKey("access_token").doesNotContainKey("scope");
            }
        }
    }

    @Test
    void tellsDefaultScopesThatNobodyAskedFor() {
        Map<String, String> answer = login("carl", "openid read:contacts", "id_token token");

        assertTold(answer, List.of(READ_CONTACTS));
        assertThat(answer.get("scope").split(" ")).contains("profile", "email");
        assertTold(login("carl", null, "token"), List.of());
    }

    @Test
    void tellsThatNothingIsLeft() {
        admin.scopes().unassign("profile", CONTACTS_APP);
        admin.scopes().unassign("email", CONTACTS_APP);

        assertThat(login("nora", "read:contacts", "token"))
                .containsKey("access_token")
                .containsEntry("scope", "");
    }

    @Test
    void tellsAScopeThatIsAddedUnasked() {
        admin.scopes().setAttribute(DELETE_CONTACTS, PermissionScopes.AUTO_GRANT, "true");
        assertTold(
                login("carl", "openid profile email read:contacts", "id_token token"),
                List.of(READ_CONTACTS, DELETE_CONTACTS));
    }

    @Test
    void tellsAfterTheConsentPage() {
        Page consent = consentApp
                .asking(REQUEST)
                .with(Map.of("response_type", "token", "response_mode", "fragment"))
                .as("anna")
                .login();

        assertTold(consent.accept().parameters(), List.of(READ_CONTACTS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "id_token token", "code token"})
    void tellsOfATokenForOneApi(String type) {
        for (String mode : MODES) {
            Map<String, String> answer = asking(REQUEST, type, mode)
                    .of(CONTACTS_API)
                    .as("anna")
                    .login()
                    .parameters();
            assertThat(told(answer)).contains(READ_CONTACTS).doesNotContain(DELETE_CONTACTS);

            Asking carls = asking(REQUEST, type, mode).of(CONTACTS_API).as("carl");
            carls.login();
            answer = carls.silently().parameters();
            assertThat(answer).containsKey("access_token");
            assertThat(answer.getOrDefault("scope", "")).doesNotContain("permissionScopes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"code", "id_token", "code id_token"})
    void tellsNothingWhereNoAccessTokenLeaves(String type) {
        assertThat(login("anna", REQUEST, type))
                .doesNotContainKey("access_token")
                .doesNotContainKey("scope");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void changesNothingWhereNothingIsEnforced(boolean on) {
        admin.configure(Map.of("mode", "report"));
        admin.turnSwitch(on);

        for (String user : List.of("anna", "carl")) {
            Asking asking =
                    asking("openid read:contacts", "id_token token", "fragment").as(user);
            for (Page page : List.of(asking.login(), asking.silently())) {
                assertThat(page.parameters()).containsKey("access_token").doesNotContainKey("scope");
            }
        }
    }

    static Stream<Arguments> answers() {
        return TYPES.stream().flatMap(type -> MODES.stream().map(mode -> Arguments.of(type, mode)));
    }

    /** Token and answer say the same, of the API's scopes just these. */
    private static void assertTold(Map<String, String> answer, List<String> scopes) {
        told(answer);
        Agreement.assertToken(TokenAnswer.claims(answer.get("access_token")), scopes);
    }

    private static Set<String> told(Map<String, String> answer) {
        assertThat(answer).as("answer %s", answer).containsKeys("access_token", "scope");
        Set<String> told = Set.of(answer.get("scope").split(" "));
        assertThat(told).isEqualTo(TokenAnswer.scope(TokenAnswer.claims(answer.get("access_token"))));
        return told;
    }

    private Map<String, String> login(String user, String scope, String type) {
        return asking(scope, type, "fragment").as(user).login().parameters();
    }

    /** In one browser. */
    private Asking asking(String scope, String type, String mode) {
        return contactsApp
                .asking(scope)
                .with(Map.of("response_type", type, "response_mode", mode))
                .in(contactsApp.browser());
    }
}
