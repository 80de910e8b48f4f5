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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
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

    @InjectOAuth
    OAuth oauth;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    private Browser browser;

    @BeforeEach
    void setUp() {
        browser = oauth.browser();
        events.skipAll();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void tellsWhatIsLeft(String type, String mode) {
        Map<String, String> answer = login("anna", REQUEST, type, mode);

        assertTold(answer, List.of(READ_CONTACTS));
        assertThat(next(events, EventType.LOGIN).getDetails().get("scope")).contains(READ_CONTACTS);

        // The browser is logged in, and what is asked without interaction is told in the same way.
        Map<String, String> silent = parameters(contactsApp
                .asking(REQUEST)
                .with(asked(type, mode, "prompt", "none"))
                .in(browser)
                .open());
        assertTold(silent, List.of(READ_CONTACTS));
        assertThat(next(events, EventType.LOGIN).getError()).isNull();
        if (type.contains("code")) {
            assertThat(contactsApp.exchange(callback(silent)).scope())
                    .contains(READ_CONTACTS)
                    .doesNotContain(DELETE_CONTACTS);
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void tellsNothingNewOfWhatWasAskedFor(String type, String mode) {
        String otherOrder = "delete:contacts read:contacts openid email profile";

        Map<String, String> answer = login("carl", otherOrder, type, mode);
        Map<String, String> silent = parameters(contactsApp
                .asking(otherOrder)
                .with(asked(type, mode, "prompt", "none"))
                .in(browser)
                .open());

        for (Map<String, String> one : List.of(answer, silent)) {
            // Keycloak tells it by itself in a signed answer that has nothing but a token.
            if (type.equals("token") && mode.endsWith("jwt")) {
                assertTold(one, List.of(READ_CONTACTS, DELETE_CONTACTS));
            } else {
                assertThat(one).containsKey("access_token").doesNotContainKey("scope");
            }
        }
    }

    @Test
    void tellsDefaultScopesThatNobodyAskedFor() {
        Map<String, String> answer = login("carl", "openid read:contacts", "id_token token", "fragment");

        assertTold(answer, List.of(READ_CONTACTS));
        assertThat(answer.get("scope").split(" ")).contains("profile", "email");
        assertTold(login("carl", null, "token", "fragment"), List.of());
    }

    @Test
    void tellsThatNothingIsLeft() {
        ClientRepresentation client = admin.client(CONTACTS_APP).toRepresentation();
        String profile = admin.scope("profile").getId();
        String email = admin.scope("email").getId();
        admin.client(CONTACTS_APP).removeDefaultClientScope(profile);
        admin.client(CONTACTS_APP).removeDefaultClientScope(email);
        try {
            Map<String, String> answer = login("nora", "read:contacts", "token", "fragment");

            assertThat(answer).containsKey("access_token").containsEntry("scope", "");
        } finally {
            admin.client(CONTACTS_APP).addDefaultClientScope(profile);
            admin.client(CONTACTS_APP).addDefaultClientScope(email);
            admin.client(CONTACTS_APP).update(client);
        }
    }

    @Test
    void tellsAScopeThatIsAddedUnasked() {
        admin.setScopeAttribute(DELETE_CONTACTS, PermissionScopes.AUTO_GRANT, "true");
        assertTold(
                login("carl", "openid profile email read:contacts", "id_token token", "fragment"),
                List.of(READ_CONTACTS, DELETE_CONTACTS));
    }

    @Test
    void tellsAfterTheConsentPage() {
        ClientRepresentation client = admin.client(CONSENT_APP).toRepresentation();
        client.setImplicitFlowEnabled(true);
        admin.client(CONSENT_APP).update(client);

        Page consent = oauth.client(CONSENT_APP)
                .asking(REQUEST)
                .with(asked("token", "fragment"))
                .as("anna")
                .in(browser)
                .login();
        Page callback = consent.accept();

        assertTold(parameters(callback), List.of(READ_CONTACTS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "id_token token", "code token"})
    void tellsOfATokenForOneApi(String type) {
        for (String mode : MODES) {
            Map<String, String> asked = asked(type, mode, "resource", CONTACTS_API);
            Map<String, String> answer =
                    parameters(oauth.login(oauth.browser(), url(REQUEST, asked), "anna", PASSWORD));
            assertThat(told(answer)).contains(READ_CONTACTS).doesNotContain(DELETE_CONTACTS);

            Browser silent = oauth.browser();
            oauth.login(silent, url(REQUEST, asked), "carl", PASSWORD);
            asked.put("prompt", "none");
            answer = parameters(silent.open(url(REQUEST, asked)));
            assertThat(answer).containsKey("access_token");
            assertThat(answer.getOrDefault("scope", "")).doesNotContain("permissionScopes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"code", "id_token", "code id_token"})
    void tellsNothingWhereNoAccessTokenLeaves(String type) {
        assertThat(login("anna", REQUEST, type, "fragment"))
                .doesNotContainKey("access_token")
                .doesNotContainKey("scope");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void changesNothingWhereNothingIsEnforced(boolean on) {
        admin.configure(Map.of("mode", "report"));
        admin.turnSwitch(on);

        for (String user : List.of("anna", "carl")) {
            assertThat(login(user, "openid read:contacts", "id_token token", "fragment"))
                    .containsKey("access_token")
                    .doesNotContainKey("scope");
            assertThat(parameters(browser.open(
                            url("openid read:contacts", asked("id_token token", "fragment", "prompt", "none")))))
                    .containsKey("access_token")
                    .doesNotContainKey("scope");
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

    private Map<String, String> login(String user, String scope, String type, String mode) {
        browser = oauth.browser();
        return parameters(oauth.login(browser, url(scope, asked(type, mode)), user, PASSWORD));
    }

    private String url(String scope, Map<String, String> asked) {
        return oauth.authorizationUrl(CONTACTS_APP, scope, asked);
    }

    private static Map<String, String> asked(String type, String mode, String... more) {
        Map<String, String> asked = new LinkedHashMap<>(Map.of("response_type", type, "response_mode", mode));
        if (more.length > 0) {
            asked.put(more[0], more[1]);
        }
        return asked;
    }

    private static Page callback(Map<String, String> answer) {
        return new Page(
                null,
                java.net.URI.create(REDIRECT_URI + "?code=" + answer.get("code")),
                302,
                new org.jsoup.nodes.Document(REDIRECT_URI));
    }

    /** The parameters of an answer, in whatever mode. */
    private static Map<String, String> parameters(Page page) {
        Map<String, String> parameters = new LinkedHashMap<>();
        page.document()
                .select("form[action=" + REDIRECT_URI + "] input[type=hidden]")
                .forEach(input -> parameters.put(input.attr("name"), input.attr("value")));
        for (String name : List.of("scope", "access_token", "id_token", "code", "state", "error", "response")) {
            if (page.uri().toString().startsWith(REDIRECT_URI) && page.parameter(name) != null) {
                parameters.put(name, page.parameter(name));
            }
        }
        if (parameters.containsKey("response")) {
            TokenAnswer.claims(parameters.get("response"))
                    .properties()
                    .forEach(claim ->
                            parameters.put(claim.getKey(), claim.getValue().asText()));
        }
        return parameters;
    }
}
