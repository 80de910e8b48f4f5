package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.assertGrants;
import static io.github.permissionscopes.it.support.check.EventLog.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
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

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @Test
    void refusesInItsFlowMoreStrictlyThanTheRealm() {
        String flow = strictFlow("strict-browser", "auth-cookie", "auth-username-password-form");
        admin.clients().overrideFlow(CONTACTS_APP, "browser", flow);

        Page rejected = contactsApp.asking(REQUEST).as("anna").login();
        assertRejected(rejected);
        assertThat(next(events, EventType.LOGIN_ERROR).getDetails())
                .containsEntry("scope_refused", "delete:contacts")
                .containsEntry("reason", "Not permitted: delete:contacts");

        Asking inTheSession = contactsApp.asking(REQUEST).after(rejected);
        Page callback = contactsApp
                .asking("openid read:contacts")
                .as("anna")
                .after(rejected)
                .login();
        assertGrants(contactsApp.exchange(callback), "read:contacts");
        assertRejected(inTheSession.silently());
        assertRejected(inTheSession.open());
        assertGrants(contactsApp.asking(REQUEST).as("carl").byCode(), "read:contacts", "delete:contacts");

        admin.clients().overrideFlow(CONTACTS_APP, "browser", "");
        assertGrants(contactsApp.asking(REQUEST).as("anna").byCode(), "read:contacts");
    }

    @Test
    void refusesInTheDirectGrantFlow() {
        String flow =
                strictFlow("strict-direct", null, "direct-grant-validate-username", "direct-grant-validate-password");
        admin.clients().overrideFlow(CONTACTS_APP, "direct_grant", flow);
        var answer = contactsApp.asking(REQUEST).as("anna").byPassword();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_scope");
        assertGrants(contactsApp.asking("openid read:contacts").as("anna").byPassword(), "read:contacts");
    }

    @Test
    void doesNothingWhileTheSwitchIsOff() {
        admin.clients()
                .overrideFlow(
                        CONTACTS_APP,
                        "browser",
                        strictFlow("strict-off", "auth-cookie", "auth-username-password-form"));
        admin.turnSwitch(false);
        assertThat(contactsApp.asking(REQUEST).as("anna").login().parameter("code"))
                .isNotNull();
    }

    private static void assertRejected(Page callback) {
        assertThat(callback.uri().toString()).startsWith(REDIRECT_URI);
        assertThat(callback.parameter("error")).isEqualTo("invalid_scope");
        assertThat(callback.parameter("error_description")).isEqualTo("Not permitted: delete:contacts");
    }

    /**
     * A flow of a required sub-flow, which logs the user in, and the authenticator after it.
     *
     * @param alternative a step that makes the others of the sub-flow an alternative; null for none
     */
    private String strictFlow(String alias, String alternative, String... steps) {
        FlowAdmin flows = admin.flows();
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
