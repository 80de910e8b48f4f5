package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.client.LoginEnd.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.coverage.*;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.jose.jwk.JSONWebKeySet;
import org.keycloak.jose.jwk.JWK;
import org.keycloak.jose.jwk.JWKBuilder;
import org.keycloak.jose.jws.JWSBuilder;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.util.JsonSerialization;

/** Authorization requests that do not stand in the query: pushed ones (RFC 9126), and request objects (RFC 9101). */
@KeycloakIntegrationTest(config = ProductServer.class)
class RequestObjectIT {

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    private static final String KEY = "key-of-the-client";

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient consentApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    private LoginEnd end;

    @BeforeEach
    void setUp() {
        end = LoginEnd.ofNewUser(realm, admin, events);
    }

    @Test
    @Covers(route = Route.PAR)
    void narrowsAPushedRequest() {
        assertNarrowed(contactsApp, contactsApp.asking(REQUEST).pushed());
    }

    @Test
    @Covers(route = Route.PAR, at = Moment.CONSENT)
    void asksOnlyForWhatCanBeGrantedOfAPushedRequest() {
        assertNarrowed(consentApp, consentApp.asking(REQUEST).pushed());
    }

    @Test
    @Covers(route = Route.PAR)
    void judgesWhatWasPushedAndNotWhatTheQueryAdds() {
        assertNarrowed(contactsApp, contactsApp.asking(REQUEST).pushed().with("scope", "openid read:contacts"));
    }

    @Test
    void aQueryAddsNoScopeToAPushedRequest() {
        TokenAnswer answer = contactsApp
                .asking("openid delete:contacts")
                .pushed()
                .with("scope", REQUEST)
                .as(USER)
                .byCode();

        Agreement.assertGrants(answer, List.of());
        assertRefused(next(events, EventType.LOGIN), "openid delete:contacts", REFUSED);
    }

    @Test
    @Covers(route = Route.JAR)
    void narrowsAnUnsignedRequestObject() {
        accept("none");

        assertNarrowed(contactsApp, stating(contactsApp, "openid", REQUEST));
    }

    @Test
    @Covers(route = Route.JAR, at = Moment.CONSENT)
    void asksOnlyForWhatCanBeGrantedOfARequestObject() {
        assertNarrowed(consentApp, stating(consentApp, "openid", REQUEST));
    }

    @Test
    @Covers(route = Route.JAR)
    void narrowsASignedRequestObject() throws GeneralSecurityException, IOException {
        KeyPair keys = keys();
        accept("RS256");
        trust(keys);

        assertThat(stating(contactsApp, REQUEST, REQUEST).open().status())
                .as("status without signature")
                .isEqualTo(400);
        events.skipAll();
        assertNarrowed(contactsApp, contactsApp.asking("openid").with("request", signed(keys)));
    }

    @Test
    void judgesTheScopeOfTheRequestObjectWhereTheQueryHasAnother() {
        TokenAnswer narrower = stating(contactsApp, "openid read:contacts", "openid delete:contacts")
                .as(USER)
                .byCode();
        Agreement.assertGrants(narrower, List.of());
        assertRefused(next(events, EventType.LOGIN), "openid delete:contacts", REFUSED);

        TokenAnswer wider =
                stating(contactsApp, "openid read:contacts", REQUEST).as(USER).byCode();
        Agreement.assertGrants(wider, GRANTED);
        assertRefused(next(events, EventType.LOGIN), REQUEST, REFUSED);
    }

    @Test
    void judgesTheScopeOfTheQueryWhereTheRequestObjectHasNone() {
        assertNarrowed(contactsApp, stating(contactsApp, REQUEST, null));
    }

    private void assertNarrowed(OAuthClient client, Asking asking) {
        end.assertNarrowed(client, asking.as(USER).login());
    }

    /** A request with a request object, each with a scope of its own. */
    private static Asking stating(OAuthClient client, String scope, String scopeOfTheObject) {
        return client.asking(scope)
                .with("request", client.asking(scopeOfTheObject).unsigned());
    }

    private String signed(KeyPair keys) {
        return new JWSBuilder()
                .kid(KEY)
                .jsonContent(contactsApp.oauth().authorizationRequest(CONTACTS_APP, REQUEST, Map.of()))
                .rsa256(keys.getPrivate());
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private void accept(String algorithm) {
        admin.clients().setAttribute(CONTACTS_APP, "request.object.signature.alg", algorithm);
    }

    private void trust(KeyPair keys) throws IOException {
        JSONWebKeySet trusted = new JSONWebKeySet();
        trusted.setKeys(new JWK[] {JWKBuilder.create().kid(KEY).rs256(keys.getPublic())});
        admin.clients().setAttribute(CONTACTS_APP, "use.jwks.string", "true");
        admin.clients().setAttribute(CONTACTS_APP, "jwks.string", JsonSerialization.writeValueAsString(trusted));
    }
}
