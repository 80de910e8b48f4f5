package io.github.permissionscopes.it.server;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.server.KeycloakUrls;

/** What the server tells at its metrics endpoint: numbers grow by exactly what was done. */
@KeycloakIntegrationTest(config = ProductServer.class)
class MetricsIT {

    private static final String GRANTED = "default enforce granted none";
    private static final String REFUSED = "default enforce refused not_permitted";

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectKeycloakUrls
    KeycloakUrls urls;

    @InjectOAuthClient(value = SERVICE, confidential = true)
    OAuthClient service;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient consentApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    private MetricsPage before;

    @BeforeEach
    void setUp() {
        before = page();
    }

    /** Keycloak judges a login at least twice. */
    @Test
    void countsEveryProtectedScopeOfARequestOnce() {
        Page callback = contactsApp.asking(CONTACTS_REQUEST).as("anna").login();
        assertThat(grown()).isEqualTo(Map.of(GRANTED, 1L, REFUSED, 1L));

        TokenAnswer answer = contactsApp.exchange(callback);
        assertThat(grown()).as("with the code's exchange").isEqualTo(Map.of(GRANTED, 2L, REFUSED, 2L));

        contactsApp.refresh(answer);
        assertThat(grown()).as("with a refresh of what is left").isEqualTo(Map.of(GRANTED, 3L, REFUSED, 2L));
    }

    /** The page is a request of its own, and what it asks for is judged when it is shown. */
    @Test
    void countsALoginThatAsksForConsentTwice() {
        Page consent = consentApp.asking(CONTACTS_REQUEST).as("anna").login();
        assertThat(grown()).isEqualTo(Map.of(GRANTED, 2L, REFUSED, 2L));

        consent.accept();

        assertThat(grown()).isEqualTo(Map.of(GRANTED, 2L, REFUSED, 2L));
    }

    @Test
    void countsMachines() {
        service.asking("read:timesheets approve:timesheets create:timesheets").byClientCredentials();

        assertThat(grown()).isEqualTo(Map.of(GRANTED, 1L, REFUSED, 2L));
    }

    @Test
    void tellsWhatIsOnlyReported() {
        admin.configure(Map.of("mode", "report"));
        contactsApp.asking(CONTACTS_REQUEST).as("anna").byPassword();
        admin.configure(Map.of("reportOnlyApis", CONTACTS_API));
        contactsApp.asking(CONTACTS_REQUEST).as("anna").byPassword();

        assertThat(grown())
                .isEqualTo(Map.of(
                        "default report granted none", 2L,
                        "default report refused not_permitted", 2L));
    }

    @Test
    void tellsWhatIsAdded() {
        admin.scopes().setAttribute("read:contacts", PermissionScopes.AUTO_GRANT, "true");

        contactsApp.asking("openid").as("anna").byPassword();

        assertThat(grown()).isEqualTo(Map.of("default enforce added none", 1L));
    }

    @Test
    void countsARejectedRequest() {
        admin.configure(Map.of("refusal", "reject"));

        contactsApp.asking(CONTACTS_REQUEST).as("anna").byPassword();

        assertThat(grown()).isEqualTo(Map.of(GRANTED, 1L, REFUSED, 1L));
    }

    /** A default scope, which no seam can take out. */
    @Test
    void countsWhatTheGuardStops() {
        admin.scopes().makeDefault("delete:contacts", CONTACTS_APP);
        admin.requireAll("delete:contacts", CONTACTS_API, "read:contacts");

        assertNoToken(contactsApp.asking("openid read:contacts").as("anna").byPassword(), "invalid_scope");

        assertThat(grown()).isEqualTo(Map.of(GRANTED, 1L, REFUSED, 1L));
    }

    @Test
    void countsNothingOfAnUnprotectedRequestAndOfARealmThatIsOff() {
        contactsApp.asking("openid profile").as("anna").byPassword();
        admin.turnSwitch(false);
        contactsApp.asking(CONTACTS_REQUEST).as("anna").byPassword();

        assertThat(grown()).isEmpty();
    }

    @Test
    void timesDecisions() {
        String count = "keycloak_permission_scopes_decision_seconds_count";
        service.asking("read:timesheets").byClientCredentials();
        MetricsPage after = page();

        assertThat(after.value(count) - before.value(count)).isEqualTo(1);
        assertThat(after.value("keycloak_permission_scopes_decision_seconds_sum"))
                .isPositive();
        assertThat(after.lines("keycloak_permission_scopes_decision_seconds_max"))
                .hasSize(1);
        List<String> buckets = after.lines("keycloak_permission_scopes_decision_seconds_bucket");
        assertThat(buckets).hasSize(10).first().asString().contains("le=\"0.001\"");
        assertThat(buckets).last().asString().contains("le=\"+Inf\"");
    }

    private Map<String, Long> grown() {
        return page().since(before);
    }

    private MetricsPage page() {
        return MetricsPage.read(urls.getMetric());
    }
}
