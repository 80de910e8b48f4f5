package io.github.permissionscopes.it.rule;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.Agreement.assertGrants;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
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

/** {@code refusal}: strip, reject, reject_if_none_left; per realm and, stricter, per API. And {@code tellClient}. */
@KeycloakIntegrationTest(config = ProductServer.class)
class RefusalIT {
    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(value = SERVICE, confidential = true)
    OAuthClient service;

    @InjectOAuthClient(TIMESHEETS_APP)
    OAuthClient timesheetsApp;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient consentApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @Test
    void rejectAnswersTheClientAtTheAuthorizationEndpoint() {
        admin.configure(Map.of("refusal", "reject"));

        assertRejected(contactsApp.asking(CONTACTS_REQUEST).as("anna").login());
        var event = assertRefused(next(events, EventType.LOGIN_ERROR), CONTACTS_REQUEST, DELETE_REFUSED);
        assertThat(event.getError()).isEqualTo("invalid_scope");
        assertThat(event.getUserId())
                .isEqualTo(admin.user("anna").toRepresentation().getId());
    }

    @Test
    void rejectUsesTheResponseModeOfTheClient() {
        admin.configure(Map.of("refusal", "reject"));

        Page callback = contactsApp
                .asking(CONTACTS_REQUEST)
                .with("response_type", "id_token token")
                .as("anna")
                .login();

        assertRejected(callback);
        assertThat(callback.uri().getFragment()).contains("error=invalid_scope");
    }

    @Test
    void rejectAnswersWithoutInteraction() {
        Browser browser =
                contactsApp.asking(CONTACTS_REQUEST).as("anna").login().browser();
        admin.configure(Map.of("refusal", "reject"));
        events.skipAll();

        assertRejected(contactsApp
                .asking(CONTACTS_REQUEST)
                .with("prompt", "none")
                .in(browser)
                .open());
        assertRefused(next(events, EventType.LOGIN_ERROR), CONTACTS_REQUEST, DELETE_REFUSED);
        assertRejected(contactsApp.asking(CONTACTS_REQUEST).in(browser).open());
        Page callback = contactsApp.asking("openid read:contacts").in(browser).open();
        assertGrants(contactsApp.exchange(callback), "read:contacts");
    }

    @Test
    void rejectComesBeforeTheConsentPage() {
        admin.configure(Map.of("refusal", "reject"));

        assertRejected(consentApp.asking(CONTACTS_REQUEST).as("anna").login());
    }

    @Test
    void rejectAnswersAtTheTokenEndpoint() {
        TokenAnswer before = contactsApp.asking(CONTACTS_REQUEST).as("carl").byPassword();
        Page callback = contactsApp.asking(CONTACTS_REQUEST).as("carl").login();
        admin.configure(Map.of("refusal", "reject"));

        assertRejected(contactsApp.asking(CONTACTS_REQUEST).as("anna").byPassword(), "delete:contacts");
        events.skipAll();
        assertRejected(
                service.asking("read:timesheets approve:timesheets").byClientCredentials(), "approve:timesheets");
        assertThat(next(events, EventType.CLIENT_LOGIN_ERROR).getError()).isEqualTo("invalid_scope");
        assertGrants(contactsApp.asking("openid read:contacts").as("anna").byPassword(), "read:contacts");
        admin.take("carl", CONTACTS_API, "delete:contacts");
        assertRejected(contactsApp.refresh(before), "delete:contacts");
        assertGrants(contactsApp.asking("openid read:contacts").byRefresh(before), "read:contacts");
        assertRejected(contactsApp.exchange(callback), "delete:contacts");
    }

    @Test
    void rejectIfNoneLeftStripsAsLongAsSomethingIsLeft() {
        admin.configure(Map.of("refusal", "reject_if_none_left"));

        assertGrants(contactsApp.asking(CONTACTS_REQUEST).as("anna").byPassword(), "read:contacts");
        assertGrants(contactsApp.asking("openid profile").as("nora").byPassword(), List.of());
        assertRejected(contactsApp.asking(CONTACTS_REQUEST).as("nora").byPassword(), "read:contacts delete:contacts");
        assertRejected(contactsApp.asking(CONTACTS_REQUEST).as("nora").login());
    }

    @Test
    void offlineAccessAloneIsNothingLeft() {
        admin.configure(Map.of("refusal", "reject_if_none_left"));
        String request = "openid offline_access delete:contacts";

        assertRejected(contactsApp.asking(request).as("anna").byPassword(), "delete:contacts");
        assertRejected(contactsApp.asking(request).as("anna").login());
    }

    @Test
    void aRejectedCodeIsUsedUp() {
        Page callback = contactsApp.asking(CONTACTS_REQUEST).as("carl").login();
        admin.configure(Map.of("refusal", "reject"));
        admin.take("carl", CONTACTS_API, "delete:contacts");

        assertRejected(contactsApp.exchange(callback), "delete:contacts");
        admin.give("carl", CONTACTS_API, "delete:contacts");
        assertThat(contactsApp.exchange(callback).error()).isEqualTo("invalid_grant");
    }

    @Test
    void anInvalidRefreshTokenIsNotAQuestionOfScopes() {
        TokenAnswer before = contactsApp.asking(CONTACTS_REQUEST).as("carl").byPassword();
        admin.configure(Map.of("refusal", "reject"));
        admin.take("carl", CONTACTS_API, "delete:contacts");
        assertThat(timesheetsApp.refresh(before).error()).isEqualTo("invalid_grant");
    }

    @Test
    void anApiMayBeStricterThanTheRealm() {
        admin.clients().setAttribute(CONTACTS_API, PermissionScopes.REFUSAL, "reject");
        assertRejected(contactsApp.asking(CONTACTS_REQUEST).as("anna").byPassword(), "delete:contacts");
        assertGrants(
                timesheetsApp
                        .asking("openid read:timesheets approve:timesheets")
                        .as("emma")
                        .byPassword(),
                "read:timesheets");
    }

    @Test
    void anApiCannotBeLooserThanTheRealm() {
        admin.configure(Map.of("refusal", "reject"));
        admin.clients().setAttribute(CONTACTS_API, PermissionScopes.REFUSAL, "strip");
        assertRejected(contactsApp.asking(CONTACTS_REQUEST).as("anna").byPassword(), "delete:contacts");
    }

    private static void assertRejected(TokenAnswer answer, String scopes) {
        assertNoToken(answer, "invalid_scope");
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
}
