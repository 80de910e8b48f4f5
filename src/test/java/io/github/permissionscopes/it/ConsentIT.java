package io.github.permissionscopes.it;

import static io.github.permissionscopes.demo.DemoRealm.CONSENT_APP;
import static io.github.permissionscopes.demo.DemoRealm.PASSWORD;
import static io.github.permissionscopes.demo.DemoRealm.REDIRECT_URI;
import static io.github.permissionscopes.it.support.Agreement.assertGrants;
import static io.github.permissionscopes.it.support.EventLog.assertRefused;
import static io.github.permissionscopes.it.support.EventLog.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.support.Agreement;
import io.github.permissionscopes.it.support.Browser;
import io.github.permissionscopes.it.support.Browser.Page;
import io.github.permissionscopes.it.support.OAuth;
import io.github.permissionscopes.it.support.ProductServer;
import io.github.permissionscopes.it.support.RealmAdmin;
import io.github.permissionscopes.it.support.TestRealm;
import io.github.permissionscopes.it.support.TokenAnswer;
import io.github.permissionscopes.realm.PermissionScopes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** A client that needs the user's consent: the page, what is stored, and the code's exchange. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ConsentIT {

    private static final String REQUEST = "openid read:contacts delete:contacts";

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    private OAuth oauth;
    private RealmAdmin admin;

    @BeforeEach
    void setUp() {
        oauth = new OAuth(realm.getBaseUrl(), REDIRECT_URI);
        admin = new RealmAdmin(realm.admin());
    }

    @Test
    void asksOnlyForWhatCanBeGranted() {
        Browser browser = oauth.browser();
        Page consent = login(browser, "anna");

        assertThat(consent.text()).contains("Read your contacts").doesNotContain("Delete your contacts");
        Map<String, String> refused = Map.of("delete:contacts", "not_permitted");
        assertThat(assertRefused(next(events, EventType.CUSTOM_REQUIRED_ACTION), REQUEST, refused, "enforce")
                        .getDetails())
                .containsEntry("custom_required_action", "permission-scopes");

        Page callback = browser.submit(consent, Map.of("accept", "Yes"));
        assertGrants(oauth.exchange(CONSENT_APP, callback, Map.of()), List.of("read:contacts"));
        assertRefused(next(events, EventType.CODE_TO_TOKEN), REQUEST, refused, "enforce");
        assertThat(storedConsent("anna")).contains("read:contacts").doesNotContain("delete:contacts");
    }

    /** What a realm gets from role scope mappings alone; the README compares with it. */
    @Test
    void withoutTheProductAsksForWhatIsThenNotGranted() {
        admin.turnSwitch(false);
        try {
            Browser browser = oauth.browser();
            Page consent = login(browser, "mark");
            assertThat(consent.text()).contains("Read your contacts").contains("Delete your contacts");

            TokenAnswer answer =
                    oauth.exchange(CONSENT_APP, browser.submit(consent, Map.of("accept", "Yes")), Map.of());
            assertThat(Agreement.apiScopes(answer.scope())).isEmpty();
            assertThat(Agreement.apiScopes(TokenAnswer.scope(answer.refreshClaims())))
                    .isEmpty();
            assertThat(storedConsent("mark")).contains("read:contacts", "delete:contacts");
        } finally {
            admin.turnSwitch(true);
        }
    }

    @Test
    void asksOnceMoreForAPermissionThatWasGainedLater() {
        Browser browser = oauth.browser();
        browser.submit(login(browser, "pete"), Map.of("accept", "Yes"));
        Page unasked = browser.open(oauth.authorizationUrl(CONSENT_APP, REQUEST, Map.of()));
        assertThat(unasked.uri().toString()).as("nothing new to ask for").startsWith(REDIRECT_URI);

        admin.give("pete", DemoRealm.CONTACTS_API, "delete:contacts");
        Page asked = browser.open(oauth.authorizationUrl(CONSENT_APP, REQUEST, Map.of()));
        assertThat(asked.text()).contains("Delete your contacts").doesNotContain("Read your contacts");
        Page callback = browser.submit(asked, Map.of("accept", "Yes"));
        assertGrants(oauth.exchange(CONSENT_APP, callback, Map.of()), List.of("delete:contacts"));
        assertThat(browser.open(oauth.authorizationUrl(CONSENT_APP, REQUEST, Map.of()))
                        .uri()
                        .toString())
                .startsWith(REDIRECT_URI);
    }

    @Test
    void succeedsWithoutInteractionWhenOnlyAForbiddenScopeIsNotConsented() {
        Browser browser = oauth.browser();
        browser.submit(login(browser, "olga"), Map.of("accept", "Yes"));

        Page callback = browser.open(oauth.authorizationUrl(CONSENT_APP, REQUEST, Map.of("prompt", "none")));

        assertThat(callback.parameter("error")).isNull();
        assertGrants(oauth.exchange(CONSENT_APP, callback, Map.of()), List.of());
    }

    @Test
    void tellsTheClientWhenTheUserSaysNo() {
        Browser browser = oauth.browser();
        Page callback = browser.submit(login(browser, "carl"), Map.of("cancel", "No"));

        assertThat(callback.parameter("error")).isEqualTo("access_denied");
    }

    @Test
    void takesAPermissionThatWasLostWhileThePageStoodOpen() {
        Browser browser = oauth.browser();
        admin.give("emma", DemoRealm.CONTACTS_API, "read:contacts");
        Page consent = login(browser, "emma");
        assertThat(consent.text()).contains("Read your contacts");
        admin.take("emma", DemoRealm.CONTACTS_API, "read:contacts");

        Page callback = browser.submit(consent, Map.of("accept", "Yes"));

        assertGrants(oauth.exchange(CONSENT_APP, callback, Map.of()), List.of());
    }

    /** With {@code match=all} Keycloak's own check would let the token pass. */
    @Test
    void theGuardStopsTokensOfARedirectWhosePermissionWasLostWhileThePageStoodOpen() {
        admin.map("delete:contacts", DemoRealm.CONTACTS_API, "read:contacts");
        admin.setScopeAttribute("delete:contacts", PermissionScopes.MATCH, "all");
        admin.give("nora", DemoRealm.CONTACTS_API, "read:contacts");
        admin.give("nora", DemoRealm.CONTACTS_API, "delete:contacts");
        try {
            Browser browser = oauth.browser();
            Page consent = oauth.login(
                    browser,
                    oauth.authorizationUrl(CONSENT_APP, REQUEST, Map.of("response_type", "id_token token")),
                    "nora",
                    PASSWORD);
            assertThat(consent.text()).contains("Delete your contacts");
            admin.take("nora", DemoRealm.CONTACTS_API, "delete:contacts");

            Page end = browser.submit(consent, Map.of("accept", "Yes"));

            assertThat(end.parameter("access_token")).isNull();
            assertThat(end.parameter("error")).isEqualTo("invalid_scope");
        } finally {
            admin.setScopeAttribute("delete:contacts", PermissionScopes.MATCH, "");
            admin.unmap("delete:contacts", DemoRealm.CONTACTS_API, "read:contacts");
            admin.take("nora", DemoRealm.CONTACTS_API, "read:contacts");
        }
    }

    private Page login(Browser browser, String user) {
        return oauth.login(browser, oauth.authorizationUrl(CONSENT_APP, REQUEST, Map.of()), user, PASSWORD);
    }

    private Set<String> storedConsent(String user) {
        Collection<?> scopes = (Collection<?>) admin.user(user).getConsents().stream()
                .filter(consent -> CONSENT_APP.equals(consent.get("clientId")))
                .findFirst()
                .orElseThrow()
                .get("grantedClientScopes");
        return scopes.stream().map(String::valueOf).collect(Collectors.toSet());
    }
}
