package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.realm.PartnerRealm.USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.coverage.*;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** Logins through an identity provider. What its mappers give counts at once. */
@KeycloakIntegrationTest(config = ProductServer.class)
class BrokerIT {

    private static final String REQUEST = "openid read:contacts delete:contacts";
    private static final Map<String, String> DELETE_REFUSED = Map.of("delete:contacts", "not_permitted");
    private static final List<String> PERMITTED = List.of("read:contacts");
    private static final Map<String, String> HINT = Map.of("kc_idp_hint", PartnerRealm.ALIAS);

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectRealm(ref = "partner", config = PartnerRealm.class)
    ManagedRealm partner;

    @InjectEvents
    Events events;

    @InjectOAuth
    OAuth oauth;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient consentApp;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @BeforeEach
    void setUp() {
        PartnerRealm.connect(realm.admin(), partner.getBaseUrl(), provider -> {});
        events.skipAll();
    }

    @AfterEach
    void disconnect() {
        PartnerRealm.disconnect(realm.admin());
    }

    @Test
    @Covers(route = Route.FIRST_BROKER_LOGIN)
    void narrowsTheFirstLogin() {
        Browser browser = oauth.browser();
        Page login = contactsApp.asking(REQUEST).in(browser).open();

        Page callback = oauth.login(browser, login.link("#social-" + PartnerRealm.ALIAS), USER, PASSWORD);

        assertNarrowed(callback, EventType.LOGIN);
    }

    @Test
    @Covers(route = Route.FIRST_BROKER_LOGIN, at = Moment.CONSENT)
    void asksInTheFirstLoginOnlyForWhatCanBeGranted() {
        assertConsentAsked();
    }

    @Test
    @Covers(route = Route.LATER_BROKER_LOGIN)
    void narrowsALaterLogin() {
        login(oauth.browser(), CONTACTS_APP);
        events.skipAll();

        Page callback = login(oauth.browser(), CONTACTS_APP);

        assertNarrowed(callback, EventType.LOGIN);
    }

    @Test
    @Covers(route = Route.LATER_BROKER_LOGIN, at = Moment.CONSENT)
    void asksInALaterLoginOnlyForWhatCanBeGranted() {
        login(oauth.browser(), CONTACTS_APP);
        events.skipAll();

        assertConsentAsked();
    }

    @Test
    void judgesALaterLoginByWhatTheIdentityProviderGivesNow() {
        login(oauth.browser(), CONTACTS_APP);
        PartnerRealm.addRole(realm.admin(), CONTACTS_API + ".delete:contacts");

        Page callback = login(oauth.browser(), CONTACTS_APP);

        assertEverywhere(contactsApp, contactsApp.exchange(callback), "read:contacts", "delete:contacts");
    }

    /** The session is the partner's: in the tested realm the user is not logged in. */
    @Test
    @Covers(route = Route.PROMPT_NONE)
    @Covers(route = Route.LATER_BROKER_LOGIN)
    void narrowsWithoutInteractionAtTheIdentityProvider() {
        update(provider -> provider.getConfig().put("acceptsPromptNoneForwardFromClient", "true"));
        login(oauth.browser(), CONTACTS_APP);
        Browser browser = oauth.browser();
        OAuth atPartner = new OAuth(partner.getBaseUrl(), REDIRECT_URI);
        atPartner.login(browser, atPartner.authorizationUrl(PartnerRealm.ALIAS, "openid", Map.of()), USER, PASSWORD);
        events.skipAll();

        Page callback = contactsApp
                .asking(REQUEST)
                .with(Map.of("kc_idp_hint", PartnerRealm.ALIAS, "prompt", "none"))
                .in(browser)
                .open();

        assertNarrowed(callback, EventType.LOGIN);
    }

    @Test
    @Covers(route = Route.POST_BROKER_FLOW)
    void narrowsAfterAFlowOfItsOwn() {
        postBrokerFlow(
                new FlowAdmin(realm.admin()).createSteps("after-broker", Map.of(), "allow-access-authenticator"));

        Page callback = login(oauth.browser(), CONTACTS_APP);

        assertNarrowed(callback, EventType.LOGIN);
    }

    @Test
    @Covers(route = Route.POST_BROKER_FLOW, at = Moment.CONSENT)
    void asksAfterAFlowOfItsOwnOnlyForWhatCanBeGranted() {
        postBrokerFlow(new FlowAdmin(realm.admin())
                .createSteps("after-broker-consent", Map.of(), "allow-access-authenticator"));

        assertConsentAsked();
    }

    @Test
    @Covers(route = Route.POST_BROKER_FLOW, at = Moment.EVENT)
    void refusesInTheFlowAfterItMoreStrictlyThanTheRealm() {
        postBrokerFlow(new FlowAdmin(realm.admin())
                .createSteps("after-broker-strict", Map.of("refusal", "reject"), PermissionScopes.AUTHENTICATOR_ID));
        Page callback = login(oauth.browser(), CONTACTS_APP);

        assertThat(callback.parameter("code")).isNull();
        assertThat(callback.parameter("error")).isEqualTo("invalid_scope");
        assertThat(callback.parameter("error_description")).isEqualTo("Not permitted: delete:contacts");
        assertRefused(next(events, EventType.IDENTITY_PROVIDER_POST_LOGIN_ERROR), REQUEST, DELETE_REFUSED);
    }

    private void assertNarrowed(Page callback, EventType event) {
        assertEverywhere(contactsApp, contactsApp.exchange(callback), PERMITTED);
        assertRefused(next(events, event), REQUEST, DELETE_REFUSED);
    }

    private void assertConsentAsked() {
        Browser browser = oauth.browser();
        Page page = login(browser, CONSENT_APP);
        Page callback = page.accept();

        assertConsent(page, admin.storedConsent(USER, CONSENT_APP), PERMITTED);
        TokenAnswer answer = consentApp.exchange(callback);
        assertEverywhere(consentApp, answer, PERMITTED);
        assertRefused(next(events, EventType.CODE_TO_TOKEN), REQUEST, DELETE_REFUSED);
    }

    private Page login(Browser browser, String clientId) {
        return oauth.client(clientId)
                .asking(REQUEST)
                .with(HINT)
                .as(USER)
                .in(browser)
                .login();
    }

    private void postBrokerFlow(String alias) {
        update(provider -> provider.setPostBrokerLoginFlowAlias(alias));
    }

    private void update(Consumer<IdentityProviderRepresentation> change) {
        var resource = realm.admin().identityProviders().get(PartnerRealm.ALIAS);
        IdentityProviderRepresentation provider = resource.toRepresentation();
        change.accept(provider);
        resource.update(provider);
    }
}
