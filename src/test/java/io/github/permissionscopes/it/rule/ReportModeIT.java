package io.github.permissionscopes.it.rule;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.Agreement.assertGrants;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** {@code mode=report}, {@code reportOnlyApis}, and the switch turned off. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ReportModeIT {

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(value = SERVICE, confidential = true)
    OAuthClient service;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient consentApp;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    /** With {@code match=all} Keycloak's own check grants what the rule refuses, so the token shows who decided. */
    @Test
    void reportModeWritesEventsAndChangesNothing() {
        admin.configure(Map.of("mode", "report", "refusal", "reject", "tellClient", "true"));
        admin.requireAll("delete:contacts", CONTACTS_API, "read:contacts");
        admin.give("pete", CONTACTS_API, "delete:contacts");
        Map<String, String> refused = Map.of("read:contacts", "not_permitted", "delete:contacts", "not_permitted");

        TokenAnswer answer = contactsApp.asking(CONTACTS_REQUEST).as("pete").byCode();

        assertThat(Agreement.apiScopes(answer.scope())).containsExactly("delete:contacts");
        assertThat(answer.body().has("refused_scopes")).isFalse();
        assertThat(assertRefused(next(events, EventType.LOGIN), CONTACTS_REQUEST, refused, "report")
                        .getDetails())
                .as("said by the mode already")
                .doesNotContainKey("scope_refused_report_only");
        assertRefused(next(events, EventType.CODE_TO_TOKEN), CONTACTS_REQUEST, refused, "report");
        contactsApp.refresh(answer);
        assertThat(next(events, EventType.REFRESH_TOKEN).getDetails())
                .containsEntry("permission_scopes_mode", "report");
        service.asking("approve:timesheets").byClientCredentials();
        assertRefused(
                next(events, EventType.CLIENT_LOGIN),
                "approve:timesheets",
                Map.of("approve:timesheets", "not_permitted"),
                "report");
    }

    @Test
    void reportModeLeavesTheConsentPageAsItIs() {
        admin.configure(Map.of("mode", "report"));

        Page consent = consentApp.asking(CONTACTS_REQUEST).as("anna").login();

        assertThat(consent.text()).contains("Read your contacts").contains("Delete your contacts");
    }

    @Test
    void aReportOnlyApiIsNotEnforcedWhileOthersAre() {
        admin.configure(Map.of("reportOnlyApis", CONTACTS_API));

        Page consent = consentApp
                .asking(CONTACTS_REQUEST + " read:timesheets")
                .as("anna")
                .login();

        assertThat(consent.text())
                .contains("Read your contacts")
                .contains("Delete your contacts")
                .doesNotContain("Read your timesheets");
        var event = assertRefused(
                next(events, EventType.CUSTOM_REQUIRED_ACTION),
                CONTACTS_REQUEST + " read:timesheets",
                Map.of("delete:contacts", "not_permitted", "read:timesheets", "not_permitted"));
        assertThat(event.getDetails()).containsEntry("scope_refused_report_only", "delete:contacts");
    }

    @Test
    void doesNothingWhileTheSwitchIsOff() {
        admin.requireAll("delete:contacts", CONTACTS_API, "read:contacts");
        admin.give("olga", CONTACTS_API, "delete:contacts");
        admin.turnSwitch(false);

        TokenAnswer answer = contactsApp.asking(CONTACTS_REQUEST).as("olga").byCode();

        assertThat(Agreement.apiScopes(answer.scope())).containsExactly("delete:contacts");
        assertNothingRefused(next(events, EventType.LOGIN));
        assertNothingRefused(next(events, EventType.CODE_TO_TOKEN));
        admin.turnSwitch(true);
        assertGrants(contactsApp.refresh(answer), List.of());
    }
}
