package io.github.permissionscopes.it.faults;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.testframework.annotations.*;
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
        admin.createScope("purge:contacts", CONTACTS_APP, CONTACTS_API, "read:contacts");
        TokenAnswer first = contactsApp
                .asking("openid read:contacts purge:contacts")
                .as("anna")
                .byPassword();
        assertThat(first.scope()).contains("purge:contacts");

        admin.scopes().delete("purge:contacts");

        TokenAnswer second = contactsApp.refresh(first);
        assertGrants(second, "read:contacts");
        assertThat(second.scope()).doesNotContain("purge:contacts");
    }

    @Test
    void survivesARoleThatIsDeletedBetweenLoginAndRefresh() {
        admin.createScope("archive:contacts", CONTACTS_APP, CONTACTS_API, "archive:contacts");
        admin.give("anna", CONTACTS_API, "archive:contacts");
        TokenAnswer first =
                contactsApp.asking("openid archive:contacts").as("anna").byPassword();
        assertThat(first.scope()).contains("archive:contacts");

        admin.permissions().delete(CONTACTS_API, "archive:contacts");

        TokenAnswer second = contactsApp.refresh(first);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.scope()).doesNotContain("archive:contacts");
        assertThat(next(events, EventType.REFRESH_TOKEN).getDetails())
                .containsEntry("scope_refused_reasons", "archive:contacts=no_permission_defined");
    }

    @Test
    void refusesAUserWhoWasDisabledBetweenLoginAndCodeExchange() {
        Page callback = anna().login();
        admin.people().change("anna", anna -> anna.setEnabled(false));

        assertThat(contactsApp.exchange(callback).error()).isEqualTo("invalid_grant");
    }

    @Test
    void survivesASessionThatEndedBetweenLoginAndCodeExchange() {
        Page callback = anna().login();
        admin.user("anna").logout();

        assertThat(contactsApp.exchange(callback).error()).isEqualTo("invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "....", "%00"})
    void leavesAStrangeCodeToKeycloak(String code) {
        TokenAnswer answer =
                contactsApp.grant("authorization_code", Map.of("redirect_uri", REDIRECT_URI, "code", code));

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
        Page post = browser.open(realm.getBaseUrl() + "/protocol/saml/clients/saml-app")
                .logIn("anna");

        assertThat(post.document().select("input[name=SAMLResponse]")).hasSize(1);
        assertGrants(contactsApp.exchange(anna().in(browser).open()), "read:contacts");
    }

    @Test
    void isNotInTheWayWhenSetAsADefaultAction() {
        admin.theSwitch().change(theSwitch -> theSwitch.setDefaultAction(true));
        UserRepresentation user = DemoRealm.user("newcomer").build();
        user.setRealmRoles(null);
        admin.add(user);
        assertThat(admin.user("newcomer").toRepresentation().getRequiredActions())
                .contains(PermissionScopes.REQUIRED_ACTION_ID);
        Asking newcomer = contactsApp.asking("openid read:contacts").as("newcomer");

        assertGrants(newcomer.byPassword(), List.of());
        assertThat(admin.user("newcomer").toRepresentation().getRequiredActions())
                .isEmpty();
        assertGrants(newcomer.byCode(), List.of());
    }

    @Test
    void isNotInTheWayWhenGivenToAUser() {
        admin.people().requireAction("pete", PermissionScopes.REQUIRED_ACTION_ID);

        assertGrants(contactsApp.asking("openid read:contacts").as("pete").byCode(), List.of());
    }

    @Test
    void cannotBeSkippedByAskingForTheAction() {
        assertGrants(
                anna().with("kc_action", PermissionScopes.REQUIRED_ACTION_ID).byCode(), "read:contacts");
    }

    @Test
    void cannotLoosenAReject() {
        admin.configure(Map.of("refusal", "reject"));
        for (String type : List.of("code", "id_token token")) {
            Page callback = anna().with("kc_action", PermissionScopes.REQUIRED_ACTION_ID)
                    .with("response_type", type)
                    .login();

            assertThat(callback.parameter("error")).as(type).isEqualTo("invalid_scope");
            assertThat(callback.parameter("code")).isNull();
            assertThat(callback.parameter("access_token")).isNull();
        }
    }

    private Asking anna() {
        return contactsApp.asking(CONTACTS_REQUEST).as("anna");
    }
}
