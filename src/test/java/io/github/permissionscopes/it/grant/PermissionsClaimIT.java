package io.github.permissionscopes.it.grant;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.PermissionsClaim.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** What the claim of our mapper names. Carl may read and delete contacts, Anna may read them. */
@KeycloakIntegrationTest(config = ProductServer.class)
class PermissionsClaimIT {

    private static final String READ = "openid read:contacts";

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectOAuthClient(value = SERVICE, confidential = true)
    OAuthClient service;

    @InjectRealmAdmin
    RealmAdmin admin;

    @Test
    void isNotThereUnlessItIsAskedFor() {
        admin.mappers().add(CONTACTS_APP, Map.of());

        assertNoClaim(contactsApp.asking(READ).as("carl").byPassword());
    }

    @Test
    void namesThePermissionsBehindTheScopes() {
        admin.mappers().add(CONTACTS_APP, GRANTED);

        TokenAnswer code = contactsApp.asking(CONTACTS_REQUEST).as("anna").byCode();
        assertNames(code, "read:contacts");
        assertThat(code.idClaims().has("permissions")).isFalse();
        assertNames(contactsApp.refresh(code), "read:contacts");
        // A refresh for less.
        assertNames(contactsApp.asking("openid").byRefresh(code));
        assertNames(contactsApp.asking(CONTACTS_REQUEST).as("carl").byPassword(), "delete:contacts", "read:contacts");
        assertNames(contactsApp.asking("openid delete:contacts").as("carl").byPassword(), "delete:contacts");
        // offline_access is no API's.
        assertNames(contactsApp.asking("openid offline_access").as("carl").byPassword());
    }

    @Test
    void namesThoseOfAServiceAccount() {
        admin.mappers().add(SERVICE, GRANTED);
        assertNames(service.asking("read:timesheets approve:timesheets").byClientCredentials(), "read:timesheets");
        assertNames(service.asking(null).byClientCredentials());

        admin.mappers().change(SERVICE, ALL);
        assertNames(service.asking(null).byClientCredentials(), "read:timesheets");
    }

    @Test
    void namesThoseInATokenOfARedirect() {
        admin.mappers().add(CONTACTS_APP, GRANTED);

        assertNames(contactsApp.asking(READ).as("carl").byRedirect().accessClaims(), "read:contacts");
    }

    /** Of the required ones only those that the user holds; and the role itself, not what it is composed of. */
    @Test
    void namesOfSeveralRequiredPermissionsThoseThatAreHeld() {
        admin.createScope("tidy:contacts", CONTACTS_APP, CONTACTS_API, "read:contacts");
        admin.map("tidy:contacts", CONTACTS_API, "delete:contacts");
        admin.mappers().add(CONTACTS_APP, GRANTED);

        Asking tidy = contactsApp.asking("openid tidy:contacts");
        assertNames(tidy.as("anna").byPassword(), "read:contacts");
        assertNames(tidy.as("carl").byPassword(), "delete:contacts", "read:contacts");
        admin.scopes().setAttribute("tidy:contacts", PermissionScopes.MATCH, "all");
        // The scope is refused.
        assertNames(tidy.as("anna").byPassword());
    }

    /** A role that only a scope of another protocol requires is nobody's permission on an API. */
    @Test
    void namesNoRoleOfASamlScope() {
        admin.permissions().create(CONTACTS_API, "saml:contacts");
        ClientScopeRepresentation saml = new ClientScopeRepresentation();
        saml.setName("saml-contacts");
        saml.setProtocol("saml");
        admin.add(saml);
        admin.map("saml-contacts", CONTACTS_API, "saml:contacts");
        admin.give("anna", CONTACTS_API, "saml:contacts");
        admin.mappers().add(CONTACTS_APP, ALL);

        assertNames(contactsApp.asking(READ).as("anna").byPassword(), "read:contacts");
    }

    /** Its name is not in the token, but it is granted like any other. */
    @Test
    void namesThePermissionBehindAScopeThatKeepsItsNameOutOfTheToken() {
        admin.scopes().setAttribute("read:contacts", "include.in.token.scope", "false");
        admin.mappers().add(CONTACTS_APP, GRANTED);

        TokenAnswer answer = contactsApp.asking(READ).as("anna").byPassword();

        assertThat(answer.scope()).doesNotContain("read:contacts");
        assertNames(answer, "read:contacts");
    }

    /** A role of the API's client that no scope requires is how permissions are given, and none itself. */
    @Test
    void namesNoRoleThatNoScopeRequires() {
        admin.permissions().create(CONTACTS_API, "contacts-clerk");
        admin.permissions().compose(CONTACTS_API, "contacts-clerk", "read:contacts");
        admin.give("nora", CONTACTS_API, "contacts-clerk");
        admin.mappers().add(CONTACTS_APP, ALL);

        assertNames(contactsApp.asking("openid").as("nora").byPassword(), "read:contacts");
    }

    @Test
    void introspectionTellsWhatIsHeldNow() {
        admin.mappers().add(CONTACTS_APP, ALL);
        CONTACTS.forEach(permission -> admin.give("nora", CONTACTS_API, permission));
        TokenAnswer answer = contactsApp.asking(READ).as("nora").byPassword();
        assertNames(introspected(contactsApp, answer), "delete:contacts", "read:contacts");

        admin.take("nora", CONTACTS_API, "delete:contacts");
        assertNames(introspected(contactsApp, answer), "read:contacts");
        admin.take("nora", CONTACTS_API, "read:contacts");
        assertNames(introspected(contactsApp, answer));
        // The token itself.
        assertNames(answer, "delete:contacts", "read:contacts");
    }

    /** In mode report refused scopes stay in the token; the claim names what is held all the same. */
    @Test
    void isThereInModeReportAndNotWhileTheSwitchIsOff() {
        admin.requireAll("delete:contacts", CONTACTS_API, "read:contacts");
        admin.configure(Map.of("mode", "report"));
        admin.mappers().add(CONTACTS_APP, GRANTED);
        TokenAnswer reported = contactsApp.asking(CONTACTS_REQUEST).as("anna").byPassword();
        assertThat(reported.scope()).contains("delete:contacts");
        assertNames(reported, "read:contacts");

        admin.turnSwitch(false);
        assertNoClaim(contactsApp.asking(READ).as("anna").byPassword());
    }

    private void assertNoClaim(TokenAnswer answer) {
        assertThat(answer.accessClaims().has("permissions")).isFalse();
        assertThat(introspected(contactsApp, answer).has("permissions")).isFalse();
    }
}
