package io.github.permissionscopes.it.grant;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.coverage.*;
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
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ClientBuilder;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.realm.RealmBuilder;

/**
 * JWT authorization grant (RFC 7523): a client has an assertion of an identity provider about a user who is linked to it.
 * {@code match=all} on the scope shows who decided: Keycloak's own check is content with one of the roles.
 */
@KeycloakIntegrationTest(config = ProductServer.class)
class JwtGrantIT {

    private static final String REQUEST = "openid read:contacts delete:contacts";
    private static final Map<String, String> DELETE_REFUSED = Map.of("delete:contacts", "not_permitted");
    private static final ForeignIssuer ISSUER = new ForeignIssuer();
    private static final String APP = "assertion-app";
    private static final String CONSENT_APP = "assertion-partner-app";

    /** Two confidential clients that may use the grant, and two users who are linked to the issuer. */
    static final class GrantRealm extends TestRealm {
        @Override
        public RealmBuilder configure(RealmBuilder realm) {
            super.configure(realm)
                    .identityProviders(ISSUER.identityProvider())
                    .clients(client(APP), client(CONSENT_APP).consentRequired(true));
            for (UserRepresentation user : realm.build().getUsers()) {
                if (List.of("anna", "carl").contains(user.getUsername())) {
                    user.setFederatedIdentities(List.of(ISSUER.link(user.getUsername())));
                }
            }
            return realm;
        }

        private static ClientBuilder client(String id) {
            return DemoRealm.application(id, CONTACTS)
                    .publicClient(false)
                    .secret(SECRET)
                    .attribute("oauth2.jwt.authorization.grant.enabled", "true")
                    .attribute("oauth2.jwt.authorization.grant.idp", ForeignIssuer.ALIAS);
        }
    }

    @InjectRealm(config = GrantRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuth
    OAuth oauth;

    @InjectRealmAdmin
    RealmAdmin admin;

    @BeforeEach
    void setUp() {
        admin.map("delete:contacts", CONTACTS_API, "read:contacts");
        admin.setScopeAttribute("delete:contacts", PermissionScopes.MATCH, "all");
    }

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
        admin.turnSwitch(false);
        assertThat(grant(APP, "anna", REQUEST).scope())
                .as("without the product")
                .contains("delete:contacts");
        admin.turnSwitch(true);
        events.skipAll();

        TokenAnswer answer = grant(APP, "anna", REQUEST);

        assertGrants(answer, "read:contacts");
        assertScope(assertRefused(next(events, EventType.JWT_AUTHORIZATION_GRANT), REQUEST, DELETE_REFUSED), answer);
        assertUserinfo(oauth, answer.accessToken(), List.of("read:contacts"));
        assertIntrospection(oauth, answer.accessToken(), List.of("read:contacts"));
        assertThat(answer.refreshToken()).as("there is none in this grant").isNull();
    }

    @Test
    void grantsEverythingToWhoHoldsIt() {
        assertGrants(grant(APP, "carl", REQUEST), "read:contacts", "delete:contacts");
    }

    @Test
    void grantsDefaultsWhenEverythingAskedForIsRefused() {
        assertGrants(grant(APP, "anna", "delete:contacts"), List.of());
    }

    /** Keycloak after 26.7.0 asks for the stored consent to every scope of the grant. */
    @Test
    void needsNoConsentToWhatItDoesNotGrant() {
        Browser browser = oauth.browser();
        Page page =
                oauth.client(CONSENT_APP).asking(REQUEST).as("anna").in(browser).login();
        page.accept();
        assertThat(admin.storedConsent("anna", CONSENT_APP))
                .contains("read:contacts")
                .doesNotContain("delete:contacts");

        assertGrants(grant(CONSENT_APP, "anna", REQUEST), "read:contacts");
    }

    @Test
    void rejectsWhereTheRealmSaysSo() {
        admin.configure(Map.of("refusal", "reject"));
        events.skipAll();

        TokenAnswer answer = grant(APP, "anna", REQUEST);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_scope");
        assertRefused(next(events, EventType.JWT_AUTHORIZATION_GRANT_ERROR), REQUEST, DELETE_REFUSED);
        assertGrants(grant(APP, "anna", "openid read:contacts"), "read:contacts");
    }

    private TokenAnswer grant(String clientId, String user, String scope) {
        return oauth.token(Map.of(
                "grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer",
                "client_id", clientId,
                "client_secret", SECRET,
                "assertion", ISSUER.assertion(realm.getBaseUrl(), user),
                "scope", scope));
    }
}
