package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static io.github.permissionscopes.it.support.check.EventLog.next;
import static io.github.permissionscopes.it.support.check.SameAsExplained.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** What {@code explain} says is what happens: at the consent page, and for a service account. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ExplainEqualsConsentIT {

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient partnerApp;

    @InjectOAuthClient(value = SERVICE, confidential = true)
    OAuthClient service;

    @InjectAdministration
    Administration rest;

    @Test
    void whereNoScopeIsNamedForAServiceAccount() {
        JsonNode explained = ok(rest.explain("{serviceAccountOf: payroll-service}"));
        String all = explained.path("requested").asText();

        assertSame(explained, service.asking(all).byClientCredentials());
        assertThat(explained.path("kept").asText().split(" ")).contains("read:timesheets");
    }

    @Test
    void theServiceAccount() {
        String scope = "openid " + String.join(" ", TIMESHEETS);
        JsonNode explained = ok(rest.explain("{serviceAccountOf: payroll-service, scope: '" + scope + "'}"));
        events.skipAll();

        assertSame(explained, service.asking(scope).byClientCredentials());
        assertSameRefusals(explained, next(events, EventType.CLIENT_LOGIN));
    }

    @Test
    void whereNoScopeIsNamedOnTheConsentPage() {
        JsonNode explained = ok(rest.explain("{user: anna, client: partner-app, scope: ' '}"));
        String all = "openid " + explained.path("requested").asText();

        Page page = partnerApp.asking(all).as("anna").login();

        assertThat(page.document().select("#kc-oauth li").eachText())
                .contains("Read your contacts")
                .containsExactlyInAnyOrderElementsOf(consent(explained, "asked").stream()
                        .map(text -> text.equals("${offlineAccessScopeConsentText}") ? "Offline Access" : text)
                        .toList());
        assertSame(explained, partnerApp.exchange(page.accept()));
    }

    @Test
    void everyUserAtTheConsentPage() {
        String scope = "openid " + String.join(" ", ALL_SCOPES);
        for (String user : List.of("anna", "carl", "emma", "mark", "olga", "pete", "nora")) {
            String question = "{user: %s, client: partner-app, scope: '%s'}".formatted(user, scope);
            JsonNode before = ok(rest.explain(question));

            Page page = partnerApp.asking(scope).as(user).login();

            assertThat(page.document().select("#kc-oauth li").eachText())
                    .as("consent page of %s", user)
                    .isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(consent(before, "asked"));
            assertSame(before, partnerApp.exchange(page.accept()));
            JsonNode after = ok(rest.explain(question));
            assertThat(consent(after, "asked")).as("asked again").isEmpty();
            assertThat(consent(after, "given")).isEqualTo(consent(before, "asked"));
        }
    }

    private static List<String> consent(JsonNode explained, String list) {
        return each(explained.path("consent").path(list), entry -> of(entry, "text"));
    }
}
