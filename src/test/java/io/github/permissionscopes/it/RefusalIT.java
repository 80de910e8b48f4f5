package io.github.permissionscopes.it;

import static io.github.permissionscopes.demo.DemoRealm.CONSENT_APP;
import static io.github.permissionscopes.demo.DemoRealm.CONTACTS_API;
import static io.github.permissionscopes.demo.DemoRealm.CONTACTS_APP;
import static io.github.permissionscopes.demo.DemoRealm.PASSWORD;
import static io.github.permissionscopes.demo.DemoRealm.REDIRECT_URI;
import static io.github.permissionscopes.demo.DemoRealm.SECRET;
import static io.github.permissionscopes.demo.DemoRealm.SERVICE;
import static io.github.permissionscopes.demo.DemoRealm.TIMESHEETS_APP;
import static io.github.permissionscopes.it.support.Agreement.assertGrants;
import static io.github.permissionscopes.it.support.EventLog.assertRefused;
import static io.github.permissionscopes.it.support.EventLog.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.support.Browser;
import io.github.permissionscopes.it.support.Browser.Page;
import io.github.permissionscopes.it.support.OAuth;
import io.github.permissionscopes.it.support.ProductServer;
import io.github.permissionscopes.it.support.RealmAdmin;
import io.github.permissionscopes.it.support.TestRealm;
import io.github.permissionscopes.it.support.TokenAnswer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** {@code refusal}: strip, reject, reject_if_none_left; per realm and, stricter, per API. And {@code tellClient}. */
@KeycloakIntegrationTest(config = ProductServer.class)
class RefusalIT {
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

    private static final String REQUEST = "openid read:contacts delete:contacts";
    private static final Map<String, String> DELETE_REFUSED = Map.of("delete:contacts", "not_permitted");

    @AfterEach
    void backToDefaults() {
        admin.configure(Map.of());
    }

    @Test
    void rejectAnswersTheClientAtTheAuthorizationEndpoint() {
        admin.configure(Map.of("refusal", "reject"));

        assertRejected(login(oauth.browser(), CONTACTS_APP, "anna", Map.of()));
        var event = assertRefused(next(events, EventType.LOGIN_ERROR), REQUEST, DELETE_REFUSED, "enforce");
        assertThat(event.getError()).isEqualTo("invalid_scope");
        assertThat(event.getUserId())
                .isEqualTo(admin.user("anna").toRepresentation().getId());
    }

    @Test
    void rejectUsesTheResponseModeOfTheClient() {
        admin.configure(Map.of("refusal", "reject"));

        Page callback = login(oauth.browser(), CONTACTS_APP, "anna", Map.of("response_type", "id_token token"));

        assertRejected(callback);
        assertThat(callback.uri().getFragment()).contains("error=invalid_scope");
    }

    @Test
    void rejectAnswersWithoutInteraction() {
        Browser browser = oauth.browser();
        login(browser, CONTACTS_APP, "anna", Map.of());
        admin.configure(Map.of("refusal", "reject"));
        events.skipAll();

        assertRejected(browser.open(oauth.authorizationUrl(CONTACTS_APP, REQUEST, Map.of("prompt", "none"))));
        assertRefused(next(events, EventType.LOGIN_ERROR), REQUEST, DELETE_REFUSED, "enforce");
        assertRejected(browser.open(oauth.authorizationUrl(CONTACTS_APP, REQUEST, Map.of())));
        Page callback = browser.open(oauth.authorizationUrl(CONTACTS_APP, "openid read:contacts", Map.of()));
        assertGrants(oauth.exchange(CONTACTS_APP, callback, Map.of()), List.of("read:contacts"));
    }

    @Test
    void rejectComesBeforeTheConsentPage() {
        admin.configure(Map.of("refusal", "reject"));

        assertRejected(login(oauth.browser(), CONSENT_APP, "anna", Map.of()));
    }

    @Test
    void rejectAnswersAtTheTokenEndpoint() {
        TokenAnswer before = oauth.password(CONTACTS_APP, "carl", PASSWORD, REQUEST);
        Page callback = login(oauth.browser(), CONTACTS_APP, "carl", Map.of());
        admin.configure(Map.of("refusal", "reject"));

        assertRejected(oauth.password(CONTACTS_APP, "anna", PASSWORD, REQUEST), "delete:contacts");
        events.skipAll();
        assertRejected(
                oauth.clientCredentials(SERVICE, SECRET, "read:timesheets approve:timesheets"), "approve:timesheets");
        assertThat(next(events, EventType.CLIENT_LOGIN_ERROR).getError()).isEqualTo("invalid_scope");
        assertGrants(oauth.password(CONTACTS_APP, "anna", PASSWORD, "openid read:contacts"), List.of("read:contacts"));
        admin.take("carl", CONTACTS_API, "delete:contacts");
        try {
            assertRejected(oauth.refresh(CONTACTS_APP, before.refreshToken(), Map.of()), "delete:contacts");
            assertGrants(
                    oauth.refresh(CONTACTS_APP, before.refreshToken(), Map.of("scope", "openid read:contacts")),
                    List.of("read:contacts"));
            assertRejected(oauth.exchange(CONTACTS_APP, callback, Map.of()), "delete:contacts");
        } finally {
            admin.give("carl", CONTACTS_API, "delete:contacts");
        }
    }

    @Test
    void rejectIfNoneLeftStripsAsLongAsSomethingIsLeft() {
        admin.configure(Map.of("refusal", "reject_if_none_left"));

        assertGrants(oauth.password(CONTACTS_APP, "anna", PASSWORD, REQUEST), List.of("read:contacts"));
        assertGrants(oauth.password(CONTACTS_APP, "nora", PASSWORD, "openid profile"), List.of());
        assertRejected(oauth.password(CONTACTS_APP, "nora", PASSWORD, REQUEST), "read:contacts delete:contacts");
        assertRejected(login(oauth.browser(), CONTACTS_APP, "nora", Map.of()));
    }

    @Test
    void offlineAccessAloneIsNothingLeft() {
        admin.configure(Map.of("refusal", "reject_if_none_left"));
        String request = "openid offline_access delete:contacts";

        assertRejected(oauth.password(CONTACTS_APP, "anna", PASSWORD, request), "delete:contacts");
        assertRejected(oauth.login(
                oauth.browser(), oauth.authorizationUrl(CONTACTS_APP, request, Map.of()), "anna", PASSWORD));
    }

    @Test
    void aRejectedCodeIsUsedUp() {
        Page callback = login(oauth.browser(), CONTACTS_APP, "carl", Map.of());
        admin.configure(Map.of("refusal", "reject"));
        admin.take("carl", CONTACTS_API, "delete:contacts");
        try {
            assertRejected(oauth.exchange(CONTACTS_APP, callback, Map.of()), "delete:contacts");
        } finally {
            admin.give("carl", CONTACTS_API, "delete:contacts");
        }
        assertThat(oauth.exchange(CONTACTS_APP, callback, Map.of()).error()).isEqualTo("invalid_grant");
    }

    @Test
    void anInvalidRefreshTokenIsNotAQuestionOfScopes() {
        TokenAnswer before = oauth.password(CONTACTS_APP, "carl", PASSWORD, REQUEST);
        admin.configure(Map.of("refusal", "reject"));
        admin.take("carl", CONTACTS_API, "delete:contacts");
        try {
            assertThat(oauth.refresh(TIMESHEETS_APP, before.refreshToken(), Map.of())
                            .error())
                    .isEqualTo("invalid_grant");
        } finally {
            admin.give("carl", CONTACTS_API, "delete:contacts");
        }
    }

    @Test
    void anApiMayBeStricterThanTheRealm() {
        admin.setClientAttribute(CONTACTS_API, PermissionScopes.REFUSAL, "reject");
        try {
            assertRejected(oauth.password(CONTACTS_APP, "anna", PASSWORD, REQUEST), "delete:contacts");
            assertGrants(
                    oauth.password(TIMESHEETS_APP, "emma", PASSWORD, "openid read:timesheets approve:timesheets"),
                    List.of("read:timesheets"));
        } finally {
            admin.setClientAttribute(CONTACTS_API, PermissionScopes.REFUSAL, "");
        }
    }

    @Test
    void anApiCannotBeLooserThanTheRealm() {
        admin.configure(Map.of("refusal", "reject"));
        admin.setClientAttribute(CONTACTS_API, PermissionScopes.REFUSAL, "strip");
        try {
            assertRejected(oauth.password(CONTACTS_APP, "anna", PASSWORD, REQUEST), "delete:contacts");
        } finally {
            admin.setClientAttribute(CONTACTS_API, PermissionScopes.REFUSAL, "");
        }
    }

    private static void assertRejected(TokenAnswer answer, String scopes) {
        assertThat(answer.status()).as("answer %s", answer.body()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_scope");
        assertThat(answer.body().path("error_description").asText()).isEqualTo("Not permitted: " + scopes);
    }

    private static void assertRejected(Page callback) {
        assertThat(callback.uri().toString()).startsWith(REDIRECT_URI);
        assertThat(callback.parameter("error")).isEqualTo("invalid_scope");
        assertThat(callback.parameter("error_description")).contains("delete:contacts");
        assertThat(callback.parameter("state")).isEqualTo("state-of-the-client");
        assertThat(callback.parameter("iss")).endsWith("/realms/default");
        assertThat(callback.parameter("code")).isNull();
        assertThat(callback.parameter("access_token")).isNull();
    }

    private Page login(Browser browser, String clientId, String user, Map<String, String> more) {
        return oauth.login(browser, oauth.authorizationUrl(clientId, REQUEST, more), user, PASSWORD);
    }
}
