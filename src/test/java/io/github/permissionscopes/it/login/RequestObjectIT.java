package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.client.LoginEnd.GRANTED;
import static io.github.permissionscopes.it.support.client.LoginEnd.REFUSED;
import static io.github.permissionscopes.it.support.client.LoginEnd.REQUEST;
import static io.github.permissionscopes.it.support.client.LoginEnd.USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.coverage.*;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
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
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
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

    @InjectOAuth
    OAuth oauth;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    private LoginEnd end;

    @BeforeEach
    void setUp() {
        end = new LoginEnd(oauth, admin, events);
        LoginEnd.addUser(realm);
        events.skipAll();
    }

    @Test
    @Covers(route = Route.PAR)
    void narrowsAPushedRequest() {
        loginAndAssertNarrowed(CONTACTS_APP, oauth.pushedUrl(CONTACTS_APP, REQUEST, Map.of()));
    }

    @Test
    @Covers(route = Route.PAR, at = Moment.CONSENT)
    void asksOnlyForWhatCanBeGrantedOfAPushedRequest() {
        loginAndAssertNarrowed(CONSENT_APP, oauth.pushedUrl(CONSENT_APP, REQUEST, Map.of()));
    }

    @Test
    @Covers(route = Route.PAR)
    void judgesWhatWasPushedAndNotWhatTheQueryAdds() {
        loginAndAssertNarrowed(
                CONTACTS_APP, oauth.pushedUrl(CONTACTS_APP, REQUEST, Map.of("scope", "openid read:contacts")));
    }

    @Test
    void aQueryAddsNoScopeToAPushedRequest() {
        Page callback = login(
                oauth.browser(), oauth.pushedUrl(CONTACTS_APP, "openid delete:contacts", Map.of("scope", REQUEST)));

        Agreement.assertGrants(contactsApp.exchange(callback), List.of());
        assertRefused(next(events, EventType.LOGIN), "openid delete:contacts", REFUSED);
    }

    @Test
    @Covers(route = Route.JAR)
    void narrowsAnUnsignedRequestObject() {
        accept(CONTACTS_APP, "none");

        loginAndAssertNarrowed(CONTACTS_APP, url(CONTACTS_APP, "openid", unsigned(CONTACTS_APP, REQUEST)));
    }

    @Test
    @Covers(route = Route.JAR, at = Moment.CONSENT)
    void asksOnlyForWhatCanBeGrantedOfARequestObject() {
        loginAndAssertNarrowed(CONSENT_APP, url(CONSENT_APP, "openid", unsigned(CONSENT_APP, REQUEST)));
    }

    @Test
    @Covers(route = Route.JAR)
    void narrowsASignedRequestObject() throws GeneralSecurityException, IOException {
        KeyPair keys = keys();
        accept(CONTACTS_APP, "RS256");
        trust(CONTACTS_APP, keys);

        String unsigned = unsigned(CONTACTS_APP, REQUEST);
        assertThat(oauth.browser().open(url(CONTACTS_APP, REQUEST, unsigned)).status())
                .as("status without signature")
                .isEqualTo(400);
        events.skipAll();
        loginAndAssertNarrowed(CONTACTS_APP, url(CONTACTS_APP, "openid", signed(CONTACTS_APP, REQUEST, keys)));
    }

    @Test
    void judgesTheScopeOfTheRequestObjectWhereTheQueryHasAnother() {
        Page narrower = login(
                oauth.browser(),
                url(CONTACTS_APP, "openid read:contacts", unsigned(CONTACTS_APP, "openid delete:contacts")));
        Agreement.assertGrants(contactsApp.exchange(narrower), List.of());
        assertRefused(next(events, EventType.LOGIN), "openid delete:contacts", REFUSED);

        Page wider = login(oauth.browser(), url(CONTACTS_APP, "openid read:contacts", unsigned(CONTACTS_APP, REQUEST)));
        Agreement.assertGrants(contactsApp.exchange(wider), GRANTED);
        assertRefused(next(events, EventType.LOGIN), REQUEST, REFUSED);
    }

    @Test
    void judgesTheScopeOfTheQueryWhereTheRequestObjectHasNone() {
        loginAndAssertNarrowed(CONTACTS_APP, url(CONTACTS_APP, REQUEST, unsigned(CONTACTS_APP, null)));
    }

    private void loginAndAssertNarrowed(String clientId, String url) {
        Browser browser = oauth.browser();
        end.assertNarrowed(browser, login(browser, url), clientId);
    }

    private Page login(Browser browser, String url) {
        return oauth.login(browser, url, USER, PASSWORD);
    }

    private String url(String clientId, String queryScope, String requestObject) {
        return oauth.authorizationUrl(clientId, queryScope, Map.of("request", requestObject));
    }

    private String unsigned(String clientId, String scope) {
        return new JWSBuilder()
                .jsonContent(oauth.authorizationRequest(clientId, scope, Map.of()))
                .none();
    }

    private String signed(String clientId, String scope, KeyPair keys) {
        return new JWSBuilder()
                .kid(KEY)
                .jsonContent(oauth.authorizationRequest(clientId, scope, Map.of()))
                .rsa256(keys.getPrivate());
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private void accept(String clientId, String algorithm) {
        setting(clientId, "request.object.signature.alg", algorithm);
    }

    private void trust(String clientId, KeyPair keys) throws IOException {
        JSONWebKeySet trusted = new JSONWebKeySet();
        trusted.setKeys(new JWK[] {JWKBuilder.create().kid(KEY).rs256(keys.getPublic())});
        setting(clientId, "use.jwks.string", "true");
        setting(clientId, "jwks.string", JsonSerialization.writeValueAsString(trusted));
    }

    private void setting(String clientId, String key, String value) {
        admin.setClientAttribute(clientId, key, value);
    }
}
