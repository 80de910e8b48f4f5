package io.github.permissionscopes.it.faults;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.assertGrants;
import static io.github.permissionscopes.it.support.check.EventLog.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RequiredActionProviderRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** Requests and realms that nobody meant: a correct token or a clear OAuth error, never a server error. */
@KeycloakIntegrationTest(config = ProductServer.class)
class BadInputIT {
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

    @Test
    void survivesAClientScopeThatIsDeletedBetweenLoginAndRefresh() {
        admin.createScope("purge:contacts", CONTACTS_APP, Map.of());
        admin.map("purge:contacts", CONTACTS_API, "read:contacts");
        TokenAnswer first = contactsApp
                .asking("openid read:contacts purge:contacts")
                .as("anna")
                .byPassword();
        assertThat(first.scope()).contains("purge:contacts");

        admin.deleteScope("purge:contacts");

        TokenAnswer second = contactsApp.refresh(first);
        assertGrants(second, "read:contacts");
        assertThat(second.scope()).doesNotContain("purge:contacts");
    }

    @Test
    void survivesARoleThatIsDeletedBetweenLoginAndRefresh() {
        admin.createScope("archive:contacts", CONTACTS_APP, Map.of());
        admin.createPermission(CONTACTS_API, "archive:contacts");
        admin.map("archive:contacts", CONTACTS_API, "archive:contacts");
        admin.give("anna", CONTACTS_API, "archive:contacts");
        TokenAnswer first =
                contactsApp.asking("openid archive:contacts").as("anna").byPassword();
        assertThat(first.scope()).contains("archive:contacts");

        admin.client(CONTACTS_API).roles().deleteRole("archive:contacts");

        TokenAnswer second = contactsApp.refresh(first);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.scope()).doesNotContain("archive:contacts");
        assertThat(next(events, EventType.REFRESH_TOKEN).getDetails())
                .containsEntry("scope_refused_reasons", "archive:contacts=no_permission_defined");
        admin.deleteScope("archive:contacts");
    }

    @Test
    void refusesAUserWhoWasDisabledBetweenLoginAndCodeExchange() {
        Page callback = login(oauth.browser(), CONTACTS_APP, Map.of());
        setEnabled("anna", false);
        try {
            assertThat(contactsApp.exchange(callback).error()).isEqualTo("invalid_grant");
        } finally {
            setEnabled("anna", true);
        }
    }

    @Test
    void survivesASessionThatEndedBetweenLoginAndCodeExchange() {
        Page callback = login(oauth.browser(), CONTACTS_APP, Map.of());
        admin.user("anna").logout();

        assertThat(contactsApp.exchange(callback).error()).isEqualTo("invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "....", "%00"})
    void leavesAStrangeCodeToKeycloak(String code) {
        TokenAnswer answer = oauth.token(Map.of(
                "grant_type", "authorization_code",
                "client_id", CONTACTS_APP,
                "redirect_uri", REDIRECT_URI,
                "code", code));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_grant");
    }

    @Test
    void doesNotDisturbASamlLogin() {
        ClientRepresentation saml = new ClientRepresentation();
        saml.setClientId("saml-app");
        saml.setProtocol("saml");
        saml.setRedirectUris(List.of(REDIRECT_URI));
        saml.setAttributes(Map.of(
                "saml_idp_initiated_sso_url_name", "saml-app",
                "saml_assertion_consumer_url_post", REDIRECT_URI,
                "saml.server.signature", "true"));
        admin.add(saml);

        Browser browser = oauth.browser();
        Page post = oauth.login(browser, realm.getBaseUrl() + "/protocol/saml/clients/saml-app", "anna", PASSWORD);

        assertThat(post.document().select("input[name=SAMLResponse]")).hasSize(1);
        Page callback = contactsApp
                .asking("openid read:contacts delete:contacts")
                .in(browser)
                .open();
        assertGrants(contactsApp.exchange(callback), "read:contacts");
    }

    @Test
    void isNotInTheWayWhenSetAsADefaultAction() {
        RequiredActionProviderRepresentation theSwitch = admin.theSwitch();
        theSwitch.setDefaultAction(true);
        realm.admin().flows().updateRequiredAction(PermissionScopes.REQUIRED_ACTION_ID, theSwitch);
        UserRepresentation user = DemoRealm.user("newcomer").build();
        user.setRealmRoles(null);
        realm.admin().users().create(user).close();
        try {
            assertThat(admin.user("newcomer").toRepresentation().getRequiredActions())
                    .contains(PermissionScopes.REQUIRED_ACTION_ID);

            assertGrants(
                    contactsApp.asking("openid read:contacts").as("newcomer").byPassword(), List.of());
            assertThat(admin.user("newcomer").toRepresentation().getRequiredActions())
                    .isEmpty();
            assertGrants(
                    contactsApp.asking("openid read:contacts").as("newcomer").byCode(), List.of());
        } finally {
            theSwitch.setDefaultAction(false);
            realm.admin().flows().updateRequiredAction(PermissionScopes.REQUIRED_ACTION_ID, theSwitch);
        }
    }

    @Test
    void isNotInTheWayWhenGivenToAUser() {
        UserRepresentation pete = admin.user("pete").toRepresentation();
        pete.setRequiredActions(new ArrayList<>(List.of(PermissionScopes.REQUIRED_ACTION_ID)));
        admin.user("pete").update(pete);

        assertGrants(contactsApp.asking("openid read:contacts").as("pete").byCode(), List.of());
    }

    @Test
    void cannotBeSkippedByAskingForTheAction() {
        Page callback = login(oauth.browser(), CONTACTS_APP, Map.of("kc_action", PermissionScopes.REQUIRED_ACTION_ID));

        assertGrants(contactsApp.exchange(callback), "read:contacts");
    }

    @Test
    void cannotLoosenAReject() {
        admin.configure(Map.of("refusal", "reject"));
        for (String type : List.of("code", "id_token token")) {
            Page callback = login(
                    oauth.browser(),
                    CONTACTS_APP,
                    Map.of("kc_action", PermissionScopes.REQUIRED_ACTION_ID, "response_type", type));

            assertThat(callback.parameter("error")).as(type).isEqualTo("invalid_scope");
            assertThat(callback.parameter("code")).isNull();
            assertThat(callback.parameter("access_token")).isNull();
        }
    }

    private void setEnabled(String username, boolean enabled) {
        UserRepresentation user = admin.user(username).toRepresentation();
        user.setEnabled(enabled);
        admin.user(username).update(user);
    }

    private Page login(Browser browser, String clientId, Map<String, String> more) {
        return oauth.client(clientId)
                .asking("openid read:contacts delete:contacts")
                .with(more)
                .as("anna")
                .in(browser)
                .login();
    }
}
