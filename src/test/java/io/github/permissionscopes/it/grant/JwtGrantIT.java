package io.github.permissionscopes.it.grant;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.check.Leak.leak;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.coverage.*;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/**
 * JWT authorization grant (RFC 7523): a client has an assertion of an identity provider about a user who is linked to
 * it. {@code match=all} on the scope shows who decided: Keycloak's own check is content with one of the roles.
 */
@KeycloakIntegrationTest(config = ProductServer.class)
class JwtGrantIT {

    @InjectRealm(config = HostileRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(value = EveryGrantClient.ID, confidential = true)
    OAuthClient client;

    @InjectOAuthClient(value = HostileRealm.CONSENT_ID, confidential = true)
    OAuthClient consentClient;

    @InjectRealmAdmin
    RealmAdmin admin;

    @Test
    @Covers(
            route = Route.JWT_GRANT,
            at = {
                Moment.ACCESS_TOKEN,
                Moment.RESPONSE,
                Moment.TRACES,
                Moment.ID_TOKEN,
                Moment.USERINFO,
                Moment.INTROSPECTION,
                Moment.EVENT
            })
    void grantsWhatTheUserHolds() {
        TokenAnswer answer = leak(
                        admin, events, () -> client.asking(CONTACTS_REQUEST).byAssertion(about("anna")))
                .thenNarrowed("read:contacts");

        assertScope(
                assertRefused(next(events, EventType.JWT_AUTHORIZATION_GRANT), CONTACTS_REQUEST, DELETE_REFUSED),
                answer);
        assertUserinfo(client.oauth(), answer.accessToken(), List.of("read:contacts"));
        assertIntrospection(client.oauth(), answer.accessToken(), List.of("read:contacts"));
        assertThat(answer.refreshToken()).as("there is none in this grant").isNull();
    }

    @Test
    void grantsEverythingToWhoHoldsIt() {
        admin.user("carl")
                .addFederatedIdentity(ForeignIssuer.ALIAS, HostileRealm.ISSUER.link("carl"))
                .close();
        realm.cleanup().add(afterwards -> admin.user("carl").removeFederatedIdentity(ForeignIssuer.ALIAS));

        assertGrants(client.asking(CONTACTS_REQUEST).byAssertion(about("carl")), CONTACTS);
    }

    @Test
    void grantsDefaultsWhenEverythingAskedForIsRefused() {
        assertGrants(client.asking("delete:contacts").byAssertion(about("anna")), List.of());
    }

    /** Keycloak after 26.7.0 asks for the stored consent to every scope of the grant. */
    @Test
    void needsNoConsentToWhatItDoesNotGrant() {
        consentClient.asking(CONTACTS_REQUEST).as("anna").login().accept();
        assertThat(admin.people().storedConsent("anna", HostileRealm.CONSENT_ID))
                .contains("read:contacts")
                .doesNotContain("delete:contacts");

        assertGrants(consentClient.asking(CONTACTS_REQUEST).byAssertion(about("anna")), "read:contacts");
    }

    @Test
    void rejectsWhereTheRealmSaysSo() {
        admin.configure(Map.of("refusal", "reject"));
        events.skipAll();

        assertNoToken(client.asking(CONTACTS_REQUEST).byAssertion(about("anna")), "invalid_scope");

        assertRefused(next(events, EventType.JWT_AUTHORIZATION_GRANT_ERROR), CONTACTS_REQUEST, DELETE_REFUSED);
        assertGrants(client.asking("openid read:contacts").byAssertion(about("anna")), "read:contacts");
    }

    private String about(String user) {
        return HostileRealm.ISSUER.assertion(realm.getBaseUrl(), user);
    }
}
