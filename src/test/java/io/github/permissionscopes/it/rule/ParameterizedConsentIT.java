package io.github.permissionscopes.it.rule;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.rule.ParameterizedScopesIT.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.it.coverage.*;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** What a user is asked for where a scope has a parameter, and what explain says of such a scope. */
@KeycloakIntegrationTest(config = ExperimentalServer.class)
class ParameterizedConsentIT {

    @InjectRealm(config = AccountsRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient consentApp;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration administration;

    @Test
    @Covers(
            route = Route.PARAMETERIZED,
            at = {
                Moment.CONSENT,
                Moment.ACCESS_TOKEN,
                Moment.RESPONSE,
                Moment.REFRESH,
                Moment.TRACES,
                Moment.ID_TOKEN,
                Moment.USERINFO,
                Moment.INTROSPECTION,
                Moment.EVENT
            })
    void asksForConsentToNothingElse() {
        Page page = consentApp.asking(REQUEST).as("anna").login();
        assertThat(page.text()).contains("read:account: 17").doesNotContain("delete:account");

        TokenAnswer answer = consentApp.exchange(page.accept());

        Set<String> stored = admin.people().storedConsent("anna", CONSENT_APP);
        assertConsent(page, stored, READ);
        assertThat(stored).noneMatch(scope -> scope.startsWith("delete:account"));
        assertEverywhere(consentApp, answer, READ);
        assertAccounts(answer, READ_ACCOUNT);
        assertRefused(next(events, EventType.CODE_TO_TOKEN), REQUEST, REFUSED);
    }

    /** The value is the application's to choose: it must not hide in the text. */
    @Test
    void showsTheValueWhateverTheTextIs() {
        admin.change(themed -> themed.setLoginTheme("permission-scopes"));
        admin.scopes().setAttribute("read:account", "consent.screen.text", "Read one account");
        Asking asking =
                consentApp.asking("openid read:account:one read:account:17").as("anna");

        assertThat(asking.login()
                        .document()
                        .select("#kc-oauth section:has(h2:contains(" + CONTACTS_API + ")) li")
                        .eachText())
                .containsExactlyInAnyOrder("Read one account: one", "Read one account: 17");

        admin.scopes().setAttribute("read:account", "consent.screen.text", "Read the account {0}");
        assertThat(asking.login().document().select("#kc-oauth li").eachText()).contains("Read the account one");
    }

    @Test
    void explainSaysWhyItLeavesAScopeOut() {
        String needsValue = "Keycloak does not take a parameterized scope by its name alone; name it with a value"
                + " (name:value) to have it judged.";
        assertThat(leftOut()).containsExactly("Left out: delete:account, read:account. " + needsValue);

        admin.scopes().setAttribute("delete:account", "always.display.consent", "true");
        // A value does not help.
        assertNoToken(contactsApp.asking("openid delete:account:17").as("anna").byPassword(), "invalid_scope");
        assertThat(leftOut())
                .containsExactly(
                        "Left out: read:account. " + needsValue,
                        "Left out: delete:account. Keycloak refuses a scope with \"Always display on consent screen\""
                                + " (always.display.consent) to a client that does not require consent.");
    }

    private List<String> leftOut() {
        JsonNode answer = administration.explain(Map.of("user", "anna", "client", CONTACTS_APP));
        assertThat(answer.path("rejected").asBoolean(true)).isFalse();
        return answer.path("remarks")
                .valueStream()
                .skip(1)
                .map(JsonNode::asText)
                .toList();
    }
}
