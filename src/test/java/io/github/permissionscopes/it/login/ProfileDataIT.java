package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.assertGrants;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.RequiredActionProviderSimpleRepresentation;
import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.representations.userprofile.config.UPAttributePermissions;
import org.keycloak.representations.userprofile.config.UPAttributeRequired;
import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;

/** An attribute of the user's profile is required for one scope only: who is refused the scope is not asked for it. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ProfileDataIT {

    private static final String VERIFY_PROFILE = "VERIFY_PROFILE";
    private static final String REQUEST = "openid read:contacts delete:contacts";

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectOAuth
    OAuth oauth;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    private Browser browser;
    private UPConfig before;

    @BeforeEach
    void setUp() {
        browser = oauth.browser();
        before = realm.admin().users().userProfile().getConfiguration();
        UPConfig config = realm.admin().users().userProfile().getConfiguration();
        UPAttribute badge = new UPAttribute("badge", new UPAttributePermissions(Set.of(), Set.of("user", "admin")));
        badge.setRequired(new UPAttributeRequired(Set.of("user"), Set.of(DELETE_CONTACTS)));
        config.addOrReplaceAttribute(badge);
        realm.admin().users().userProfile().update(config);
        RequiredActionProviderSimpleRepresentation action = new RequiredActionProviderSimpleRepresentation();
        action.setProviderId(VERIFY_PROFILE);
        action.setName("Verify Profile");
        realm.admin().flows().registerRequiredAction(action);
        admin.setPriority(10_000);
    }

    @AfterEach
    void backToDefaults() {
        realm.admin().flows().removeRequiredAction(VERIFY_PROFILE);
        admin.setPriority(0);
        realm.admin().users().userProfile().update(before);
        admin.configure(Map.of());
        admin.turnSwitch(true);
    }

    @Test
    void isNotAskedForInThePasswordGrant() {
        assertGrants(contactsApp.asking(REQUEST).as("anna").byPassword(), READ_CONTACTS);
    }

    @Test
    void isNotAskedForWithoutInteraction() {
        assertGrants(contactsApp.exchange(login("anna", "openid")), List.of());

        Page silent =
                contactsApp.asking(REQUEST).with("prompt", "none").in(browser).open();

        assertThat(silent.parameter("error")).isNull();
        assertGrants(contactsApp.exchange(silent), READ_CONTACTS);
    }

    @Test
    void isNotAskedForInALogin() {
        assertGrants(contactsApp.exchange(login("anna", REQUEST)), READ_CONTACTS);
        assertThat(admin.user("anna").toRepresentation().getRequiredActions()).isEmpty();
    }

    /** For a scope that is granted it is asked for, as without the product. */
    @Test
    void isAskedForWhereTheScopeIsGranted() {
        assertThat(contactsApp.asking(REQUEST).as("carl").byPassword().error()).isEqualTo("invalid_grant");
        assertThat(login("carl", REQUEST).asksFor("badge")).isTrue();
    }

    @Test
    void isAskedForWhereNothingIsEnforced() {
        admin.configure(Map.of("mode", "report"));
        assertThat(contactsApp.asking(REQUEST).as("anna").byPassword().error()).isEqualTo("invalid_grant");
        admin.turnSwitch(false);
        assertThat(contactsApp.asking(REQUEST).as("anna").byPassword().error()).isEqualTo("invalid_grant");
    }

    /** What is missing for another reason still is. */
    @Test
    void asksForTheRest() {
        UPConfig config = realm.admin().users().userProfile().getConfiguration();
        UPAttribute locker = new UPAttribute("locker", new UPAttributePermissions(Set.of(), Set.of("user", "admin")));
        locker.setRequired(new UPAttributeRequired(Set.of("user"), Set.of()));
        config.addOrReplaceAttribute(locker);
        realm.admin().users().userProfile().update(config);

        assertThat(contactsApp.asking(REQUEST).as("anna").byPassword().error()).isEqualTo("invalid_grant");
        Page page = login("anna", REQUEST);
        assertThat(page.asksFor("locker")).isTrue();
        assertThat(page.document().select("input[name=badge][required]")).isEmpty();
    }

    private Page login(String user, String scope) {
        return contactsApp.asking(scope).as(user).in(browser).login();
    }
}
