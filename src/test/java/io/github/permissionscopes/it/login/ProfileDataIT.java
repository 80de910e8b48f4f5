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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.resource.UserProfileResource;
import org.keycloak.representations.idm.RequiredActionProviderSimpleRepresentation;
import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.representations.userprofile.config.UPAttributePermissions;
import org.keycloak.representations.userprofile.config.UPAttributeRequired;
import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** An attribute of the user's profile is required for one scope only: who is refused the scope is not asked for it. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ProfileDataIT {

    private static final String VERIFY_PROFILE = "VERIFY_PROFILE";
    private static final String REQUEST = "openid read:contacts delete:contacts";

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @BeforeEach
    void setUp() {
        UserProfileResource profile = realm.admin().users().userProfile();
        UPConfig before = profile.getConfiguration();
        realm.cleanup().add(afterwards -> profile.update(before));
        require("badge", DELETE_CONTACTS);
        RequiredActionProviderSimpleRepresentation action = new RequiredActionProviderSimpleRepresentation();
        action.setProviderId(VERIFY_PROFILE);
        action.setName("Verify Profile");
        realm.admin().flows().registerRequiredAction(action);
        realm.cleanup().add(afterwards -> afterwards.flows().removeRequiredAction(VERIFY_PROFILE));
        admin.theSwitch().setPriority(10_000);
    }

    /** @param scopes for which alone users have to tell the attribute; none for always */
    private void require(String attribute, String... scopes) {
        UserProfileResource profile = realm.admin().users().userProfile();
        UPAttribute required =
                new UPAttribute(attribute, new UPAttributePermissions(Set.of(), Set.of("user", "admin")));
        required.setRequired(new UPAttributeRequired(Set.of("user"), Set.of(scopes)));
        UPConfig config = profile.getConfiguration();
        config.addOrReplaceAttribute(required);
        profile.update(config);
    }

    @Test
    void isNotAskedForInThePasswordGrant() {
        assertGrants(contactsApp.asking(REQUEST).as("anna").byPassword(), READ_CONTACTS);
    }

    @Test
    void isNotAskedForWithoutInteraction() {
        Page earlier = contactsApp.asking("openid").as("anna").login();
        assertGrants(contactsApp.exchange(earlier), List.of());

        Page silent = contactsApp.asking(REQUEST).after(earlier).silently();

        assertThat(silent.parameter("error")).isNull();
        assertGrants(contactsApp.exchange(silent), READ_CONTACTS);
    }

    @Test
    void isNotAskedForInALogin() {
        assertGrants(contactsApp.asking(REQUEST).as("anna").byCode(), READ_CONTACTS);
        assertThat(admin.user("anna").toRepresentation().getRequiredActions()).isEmpty();
    }

    /** For a scope that is granted it is asked for, as without the product. */
    @Test
    void isAskedForWhereTheScopeIsGranted() {
        assertThat(contactsApp.asking(REQUEST).as("carl").byPassword().error()).isEqualTo("invalid_grant");
        assertThat(contactsApp.asking(REQUEST).as("carl").login().asksFor("badge"))
                .isTrue();
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
        require("locker");

        assertThat(contactsApp.asking(REQUEST).as("anna").byPassword().error()).isEqualTo("invalid_grant");
        Page page = contactsApp.asking(REQUEST).as("anna").login();
        assertThat(page.asksFor("locker")).isTrue();
        assertThat(page.document().select("input[name=badge][required]")).isEmpty();
    }
}
