package io.github.permissionscopes.it;

import static io.github.permissionscopes.demo.DemoRealm.CONTACTS_APP;
import static io.github.permissionscopes.demo.DemoRealm.PASSWORD;
import static io.github.permissionscopes.demo.DemoRealm.REDIRECT_URI;
import static io.github.permissionscopes.it.support.Agreement.assertGrants;
import static io.github.permissionscopes.it.support.EventLog.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.support.Browser;
import io.github.permissionscopes.it.support.Browser.Page;
import io.github.permissionscopes.it.support.FlowAdmin;
import io.github.permissionscopes.it.support.OAuth;
import io.github.permissionscopes.it.support.ProductServer;
import io.github.permissionscopes.it.support.RealmAdmin;
import io.github.permissionscopes.it.support.TestRealm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** The authenticator as an explicit step of a flow that rejects where the realm strips. */
@KeycloakIntegrationTest(config = ProductServer.class)
class AuthenticatorIT {

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
    void refusesInItsFlowMoreStrictlyThanTheRealm() {
        String browserFlow = strictFlow("strict-browser", "auth-cookie", "auth-username-password-form");
        admin.overrideFlow(CONTACTS_APP, "browser", browserFlow);
        try {
            Browser browser = oauth.browser();
            assertRejected(oauth.login(browser, url(REQUEST, Map.of()), "anna", PASSWORD));
            assertThat(next(events, EventType.LOGIN_ERROR).getDetails())
                    .containsEntry("scope_refused", "delete:contacts")
                    .containsEntry("reason", "Not permitted: delete:contacts");

            Page callback = oauth.login(browser, url("openid read:contacts", Map.of()), "anna", PASSWORD);
            assertGrants(oauth.exchange(CONTACTS_APP, callback, Map.of()), List.of("read:contacts"));
            assertRejected(browser.open(url(REQUEST, Map.of("prompt", "none"))));
            assertRejected(browser.open(url(REQUEST, Map.of())));
            assertGrants(
                    oauth.code(CONTACTS_APP, "carl", PASSWORD, REQUEST), List.of("read:contacts", "delete:contacts"));
        } finally {
            admin.overrideFlow(CONTACTS_APP, "browser", "");
        }
        assertGrants(oauth.code(CONTACTS_APP, "anna", PASSWORD, REQUEST), List.of("read:contacts"));
    }

    @Test
    void refusesInTheDirectGrantFlow() {
        String flow =
                strictFlow("strict-direct", null, "direct-grant-validate-username", "direct-grant-validate-password");
        admin.overrideFlow(CONTACTS_APP, "direct_grant", flow);
        try {
            var answer = oauth.password(CONTACTS_APP, "anna", PASSWORD, REQUEST);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.error()).isEqualTo("invalid_scope");
            assertGrants(
                    oauth.password(CONTACTS_APP, "anna", PASSWORD, "openid read:contacts"), List.of("read:contacts"));
        } finally {
            admin.overrideFlow(CONTACTS_APP, "direct_grant", "");
        }
    }

    @Test
    void doesNothingWhileTheSwitchIsOff() {
        admin.overrideFlow(
                CONTACTS_APP, "browser", strictFlow("strict-off", "auth-cookie", "auth-username-password-form"));
        admin.turnSwitch(false);
        try {
            Page callback = oauth.login(oauth.browser(), url(REQUEST, Map.of()), "anna", PASSWORD);
            assertThat(callback.parameter("code")).isNotNull();
        } finally {
            admin.turnSwitch(true);
            admin.overrideFlow(CONTACTS_APP, "browser", "");
        }
    }

    private static void assertRejected(Page callback) {
        assertThat(callback.uri().toString()).startsWith(REDIRECT_URI);
        assertThat(callback.parameter("error")).isEqualTo("invalid_scope");
        assertThat(callback.parameter("error_description")).isEqualTo("Not permitted: delete:contacts");
    }

    private String url(String scope, Map<String, String> more) {
        return oauth.authorizationUrl(CONTACTS_APP, scope, more);
    }

    /**
     * A flow of a required sub-flow, which logs the user in, and the authenticator after it.
     *
     * @param alternative a step that makes the others of the sub-flow an alternative; null for none
     */
    private String strictFlow(String alias, String alternative, String... steps) {
        FlowAdmin flows = new FlowAdmin(realm.admin());
        String flow = flows.create(alias);
        String subFlow = alias + "-login";
        flows.subFlow(alias, subFlow, "REQUIRED");
        String requirement = alternative == null ? "REQUIRED" : "ALTERNATIVE";
        if (alternative != null) {
            flows.step(subFlow, alternative, requirement, Map.of());
        }
        for (String step : steps) {
            flows.step(subFlow, step, requirement, Map.of());
        }
        flows.step(alias, PermissionScopes.AUTHENTICATOR_ID, "REQUIRED", Map.of("refusal", "reject"));
        return flow;
    }
}
