package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.EventLog.next;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** What {@code explain} says is what happens: every user and client of the demo realm, with all the client's scopes. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ExplainEqualsLoginIT {

    private static final List<String> USERS = List.of("anna", "carl", "emma", "mark", "olga", "pete", "nora");
    private static final Map<String, List<String>> CLIENTS = Map.of(
            CONTACTS_APP, CONTACTS,
            TIMESHEETS_APP, TIMESHEETS,
            EVENTS_APP, EVENTS);

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuth
    OAuth oauth;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient consentApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration administration;

    @BeforeEach
    void setUp() {
        events.skipAll();
    }

    @Test
    void everyUserAtEveryClient() {
        everyUserAtEveryClient("enforce");
    }

    @Test
    void inReportMode() {
        withSettings(Map.of("mode", "report"), () -> everyUserAtEveryClient("report"));
    }

    /** Keycloak's own check is content with any part of a role. */
    @Test
    void inReportModeWhereKeycloakLetsAScopePass() {
        admin.compose(CONTACTS_API, "delete:contacts", "read:contacts");
        try {
            withSettings(Map.of("mode", "report"), () -> {
                everyUserAtEveryClient("report");
                String scope = "openid read:contacts delete:contacts";
                JsonNode anna = explain(Map.of("user", "anna", "client", CONTACTS_APP, "scope", scope));
                assertThat(anna.findValuesAsText("takesEffect")).containsExactly("false");
                assertThat(anna.findValues("removedByKeycloak")).isEmpty();
                JsonNode nora = explain(Map.of("user", "nora", "client", CONTACTS_APP, "scope", scope));
                assertThat(nora.findValuesAsText("takesEffect")).containsExactly("false", "false");
                assertThat(nora.findValuesAsText("removedByKeycloak")).containsExactly("true", "true");
                assertThat(nora.findValuesAsText("text"))
                        .anyMatch(text -> text.startsWith("Already removed by Keycloak"));
            });
        } finally {
            admin.client(CONTACTS_API)
                    .roles()
                    .get("delete:contacts")
                    .deleteComposites(List.of(admin.permission(CONTACTS_API, "read:contacts")));
        }
    }

    @Test
    void whatTokensDoNotName() {
        admin.setScopeAttribute("read:contacts", "include.in.token.scope", "false");
        everyUserAtEveryClient("enforce");
        withSettings(Map.of("mode", "report"), () -> everyUserAtEveryClient("report"));
    }

    @Test
    void whereNoScopeIsNamed() {
        everyUserWithAllScopes("enforce");
        withSettings(Map.of("mode", "report"), () -> everyUserWithAllScopes("report"));
    }

    private void everyUserWithAllScopes(String enforcement) {
        CLIENTS.forEach((client, scopes) -> USERS.forEach(user -> {
            JsonNode explained = explain(Map.of("user", user, "client", client));
            String all = explained.path("requested").asText();
            assertThat(all.split(" "))
                    .containsAll(scopes)
                    .contains("profile", "email", "basic", "roles", "offline_access");
            assertThat(explained.path("enforcement").asText()).isEqualTo(enforcement);
            assertThat(explained.path("remarks").path(0).asText()).startsWith("No scope was named");
            assertSame(
                    explained,
                    oauth.client(client).asking("openid " + all).as(user).byPassword(),
                    all);
        }));
    }

    @Test
    void whereNoScopeIsNamedForAServiceAccount() {
        JsonNode explained = explain(Map.of("serviceAccountOf", SERVICE));
        String all = explained.path("requested").asText();

        assertSame(explained, oauth.clientCredentials(SERVICE, SECRET, all), all);
        assertThat(explained.path("kept").asText().split(" ")).contains("read:timesheets");
    }

    @Test
    void whereNoScopeIsNamedOnTheConsentPage() {
        JsonNode explained = explain(Map.of("user", "anna", "client", CONSENT_APP, "scope", " "));
        Browser browser = oauth.browser();
        String url = oauth.authorizationUrl(
                CONSENT_APP, "openid " + explained.path("requested").asText(), Map.of());

        Page page = oauth.login(browser, url, "anna", PASSWORD);

        assertThat(page.document().select("#kc-oauth li").eachText())
                .contains("Read your contacts")
                .containsExactlyInAnyOrderElementsOf(texts(explained, "asked").stream()
                        .map(text -> text.equals("${offlineAccessScopeConsentText}") ? "Offline Access" : text)
                        .toList());
        assertSame(explained, consentApp.exchange(page.accept()), "all");
        admin.user("anna").revokeConsent(CONSENT_APP);
    }

    @Test
    void whereRequestsAreRejected() {
        withSettings(Map.of("refusal", "reject"), () -> everyUserAtEveryClient("enforce"));
    }

    @Test
    void whereRequestsAreRejectedWithNothingLeft() {
        withSettings(Map.of("refusal", "reject_if_none_left"), () -> everyUserAtEveryClient("enforce"));
    }

    @Test
    void whereOneApiIsOnlyReportedOn() {
        withSettings(Map.of("reportOnlyApis", CONTACTS_API), () -> everyUserAtEveryClient("enforce"));
    }

    @Test
    void whereScopesAreAddedAndAllRolesAreNeeded() {
        admin.setScopeAttribute("read:contacts", PermissionScopes.AUTO_GRANT, "true");
        admin.map("delete:contacts", CONTACTS_API, "read:contacts");
        admin.setScopeAttribute("delete:contacts", PermissionScopes.MATCH, "all");
        for (String user : USERS) {
            assertSame(user, CONTACTS_APP, "openid delete:contacts", "enforce");
        }
    }

    @Test
    void inATokenForOneApi() {
        admin.createPermission(EVENTS_API, "read:contacts");
        admin.map("read:contacts", EVENTS_API, "read:contacts");
        admin.give("nora", EVENTS_API, "read:contacts");
        admin.createScope("of:timesheets", CONTACTS_APP, Map.of(PermissionScopes.API, "timesheets-api"));
        try {
            for (String api : List.of(CONTACTS_API, "https://contacts-api.example", "events-api", "timesheets-api")) {
                for (String user : USERS) {
                    assertSameFor(api, user);
                }
            }
        } finally {
            admin.deleteScope("of:timesheets");
            admin.client(EVENTS_API).roles().get("read:contacts").remove();
        }
    }

    @Test
    void whereAScopeNeedsALevel() {
        StepUpFlows flows = new StepUpFlows(realm.admin());
        flows.byLevel(CONTACTS_APP, 36_000);
        admin.setScopeAttribute("delete:contacts", PermissionScopes.MINIMUM_ACR, "2");
        String scope = "openid read:contacts delete:contacts";
        try {
            for (String user : USERS) {
                assertSame(user, CONTACTS_APP, scope, "enforce");
                Browser browser = oauth.browser();
                String url = oauth.authorizationUrl(CONTACTS_APP, scope, Map.of("acr_values", "2"));
                Page second = oauth.login(browser, url, user, PASSWORD);
                Page callback = browser.submit(second, Map.of("password", PASSWORD));
                JsonNode explained = explain(Map.of("user", user, "client", CONTACTS_APP, "scope", scope, "acr", "2"));
                assertSame(explained, oauth.client(CONTACTS_APP).exchange(callback), scope);
            }
        } finally {
            admin.setScopeAttribute("delete:contacts", PermissionScopes.MINIMUM_ACR, "");
            flows.none(CONTACTS_APP);
        }
    }

    private void assertSameFor(String api, String user) {
        String scope = "openid read:contacts delete:contacts";
        JsonNode explained = explain(Map.of("user", user, "client", CONTACTS_APP, "scope", scope, "resource", api));
        events.skipAll();

        TokenAnswer real = oauth.token(Map.of(
                "grant_type", "password",
                "client_id", CONTACTS_APP,
                "username", user,
                "password", PASSWORD,
                "scope", scope,
                "resource", api));

        assertSame(explained, real, scope);
        assertThat(real.accessClaims().path("aud").asText())
                .isEqualTo(api.startsWith("https:") ? api : "https://" + api + ".example");
        assertThat(refusals(explained))
                .as("refusals of %s for %s", user, api)
                .isEqualTo(refusedOf(next(events, EventType.LOGIN).getDetails()));
    }

    @Test
    void whatKeycloakItselfRejects() {
        for (String scope :
                List.of("openid nothing", "openid read:timesheets", "openid Read:contacts", "read:contacts:1")) {
            assertSame("carl", CONTACTS_APP, scope, "enforce");
        }
    }

    @Test
    void theServiceAccount() {
        String scope = "openid " + String.join(" ", TIMESHEETS);
        JsonNode explained = explain(Map.of("serviceAccountOf", SERVICE, "scope", scope));

        assertSame(explained, oauth.clientCredentials(SERVICE, SECRET, scope), scope);
        assertThat(refusals(explained))
                .isEqualTo(refusedOf(next(events, EventType.CLIENT_LOGIN).getDetails()));
    }

    @Test
    void everyUserAtTheConsentPage() {
        String scope = "openid " + String.join(" ", ALL_SCOPES);
        for (String user : USERS) {
            JsonNode before = explain(Map.of("user", user, "client", CONSENT_APP, "scope", scope));
            Browser browser = oauth.browser();
            String url = oauth.authorizationUrl(CONSENT_APP, scope, Map.of());
            Page page = oauth.login(browser, url, user, PASSWORD);

            assertThat(page.document().select("#kc-oauth li").eachText())
                    .as("consent page of %s", user)
                    .isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(texts(before, "asked"));
            Page callback = page.accept();
            assertSame(before, consentApp.exchange(callback), scope);

            JsonNode after = explain(Map.of("user", user, "client", CONSENT_APP, "scope", scope));
            assertThat(texts(after, "asked")).as("asked again").isEmpty();
            assertThat(texts(after, "given")).isEqualTo(texts(before, "asked"));
        }
    }

    private void everyUserAtEveryClient(String enforcement) {
        CLIENTS.forEach((client, scopes) -> {
            String scope = "openid " + String.join(" ", scopes) + " offline_access";
            USERS.forEach(user -> assertSame(user, client, scope, enforcement));
        });
    }

    private void assertSame(String user, String client, String scope, String enforcement) {
        JsonNode explained = explain(Map.of("user", user, "client", client, "scope", scope));
        assertThat(explained.path("enforcement").asText()).isEqualTo(enforcement);
        events.skipAll();

        assertSame(explained, oauth.client(client).asking(scope).as(user).byPassword(), scope);

        if (!explained.path("rejected").asBoolean()) {
            assertThat(refusals(explained))
                    .as("refusals of %s at %s", user, client)
                    .isEqualTo(refusedOf(next(events, EventType.LOGIN).getDetails()));
        }
    }

    private static void assertSame(JsonNode explained, TokenAnswer real, String scope) {
        if (explained.path("rejected").asBoolean()) {
            assertThat(real.error()).as("%s", explained).isEqualTo("invalid_scope");
            assertThat(explained.path("rejection").asText()).isNotEmpty();
            return;
        }
        assertThat(real.status()).as("%s", explained).isEqualTo(200);
        Set<String> kept = new TreeSet<>(List.of(explained.path("kept").asText().split(" ")));
        kept.remove("");
        Set<String> granted = new TreeSet<>(real.scope());
        // The client's default scopes are in every token, and a login asks for openid beside all scopes of a client.
        Set<String> always = Set.of("profile", "email", "openid");
        granted.removeAll(always);
        kept.removeAll(always);
        // Of these, which tokens never name, it is only said where they are asked for.
        kept.removeAll(Set.of("basic", "roles"));
        kept.removeAll(notInTokens(explained));
        assertThat(granted).as("%s", explained).isEqualTo(kept);
    }

    /** What Keycloak removes, and what it does not name. */
    private static List<String> notInTokens(JsonNode explained) {
        List<String> names = new ArrayList<>();
        explained.path("scopes").forEach(answer -> {
            if (answer.path("removedByKeycloak").asBoolean()
                    || !answer.path("inToken").asBoolean(true)) {
                assertThat(answer.path("text").asText()).isNotEmpty();
                names.add(answer.path("scope").asText());
            }
        });
        return names;
    }

    private static Set<String> refusals(JsonNode explained) {
        Set<String> refusals = new TreeSet<>();
        explained.path("scopes").forEach(answer -> {
            if (answer.path("verdict").asText().equals("refused")) {
                refusals.add(answer.path("scope").asText() + "="
                        + answer.path("reason").asText());
            }
        });
        return refusals;
    }

    private static Set<String> refusedOf(Map<String, String> details) {
        String reasons = details == null ? null : details.get("scope_refused_reasons");
        return reasons == null ? Set.of() : new TreeSet<>(List.of(reasons.split(" ")));
    }

    private static List<String> texts(JsonNode explained, String list) {
        List<String> texts = new ArrayList<>();
        explained
                .path("consent")
                .path(list)
                .forEach(entry -> texts.add(entry.path("text").asText()));
        return texts;
    }

    private JsonNode explain(Map<String, String> question) {
        Answer answer = administration.post("explain", question);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body();
    }

    private void withSettings(Map<String, String> settings, Runnable test) {
        admin.configure(settings);
        test.run();
    }
}
