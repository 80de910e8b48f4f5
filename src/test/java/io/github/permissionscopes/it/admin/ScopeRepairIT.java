package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;

/**
 * A definition makes its scopes such that tokens name them and the consent page shows them, whatever was done to them.
 */
@KeycloakIntegrationTest(config = ProductServer.class)
class ScopeRepairIT {

    private static final String DEFINITION = "{clients: [contacts-app], scopes: [{name: read:customers}]}";
    private static final String BUNDLE = "apis: [{clientId: crm-api, scopes: [{name: read:customers}]}]";

    @InjectRealm(config = TestRealm.class, lifecycle = LifeCycle.METHOD)
    ManagedRealm realm;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration rest;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @Test
    void aScopeThatIsHiddenIsShownAgain() {
        rest.define("crm-api", DEFINITION);
        admin.give("anna", "crm-api", "read:customers");
        admin.scopes().setAttribute("read:customers", "include.in.token.scope", "false");
        admin.scopes().setAttribute("read:customers", "display.on.consent.screen", "false");
        assertThat(scopes()).as("as hidden").doesNotContain("read:customers");

        assertThat(lines(rest.plan(BUNDLE)))
                .containsExactlyInAnyOrder(
                        "update scope read:customers include.in.token.scope false -> true",
                        "update scope read:customers display.on.consent.screen false -> true");
        assertThat(scopes()).as("planned only").doesNotContain("read:customers");

        rest.define("crm-api", DEFINITION);

        assertThat(scopes()).contains("read:customers");
        assertThat(admin.scope("read:customers").getAttributes()).containsEntry("display.on.consent.screen", "true");
        assertThat(lines(rest.plan(BUNDLE))).isEmpty();
    }

    /** Somebody may mean it: an export says so, and is no other than the realm. */
    @Test
    void aScopeThatIsMeantToBeHiddenStaysHidden() {
        for (String attribute : List.of("include.in.token.scope", "display.on.consent.screen")) {
            admin.scopes().setAttribute("delete:contacts", attribute, "false");
        }

        assertNothingToChange(rest);
        ok(rest.define("contacts-api", "name: Contacts"));
        assertThat(admin.scope("delete:contacts").getAttributes())
                .containsEntry("include.in.token.scope", "false")
                .containsEntry("display.on.consent.screen", "false");
        ok(rest.define("contacts-api", "scopes: [{name: read:contacts}, {name: delete:contacts}]"));
        assertThat(admin.scope("delete:contacts").getAttributes())
                .as("of a scope that was made by hand, too")
                .containsEntry("include.in.token.scope", "true")
                .containsEntry("display.on.consent.screen", "true");
    }

    private Set<String> scopes() {
        return contactsApp
                .asking("openid read:customers")
                .as("anna")
                .byPassword()
                .scope();
    }
}
