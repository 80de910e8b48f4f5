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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** Logins through an identity provider. What its mappers give counts at once. */
@KeycloakIntegrationTest(config = ProductServer.class)
class BrokerIT {

    private static final String REQUEST = "openid read:contacts delete:contacts";
    private static final Map<String, String> DELETE_REFUSED = Map.of("delete:contacts", "not_permitted");
    private static final List<String> PERMITTED = List.of("read:contacts");

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectRealm(ref = "partner", config = PartnerRealm.class)
    ManagedRealm partner;

    @InjectEvents
    Events events;

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient consentApp;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectOAuthClient(value = PartnerRealm.ALIAS, realmRef = "partner")
    OAuthClient atPartner;

    @InjectRealmAdmin
    RealmAdmin admin;

    @BeforeEach
    void setUp() {
        PartnerRealm.connect(realm, partner, provider -> {});
    }

    @Test
    @Covers(route = Route.FIRST_BROKER_LOGIN)
    void narrowsTheFirstLogin() {
        Page login = contactsApp.asking(REQUEST).open();

        Page callback = login.browser()
                .open(login.link("#social-" + PartnerRealm.ALIAS))
                .logIn(USER);

        assertNarrowed(callback);
    }

    @Test
    @Covers(route = Route.FIRST_BROKER_LOGIN, at = Moment.CONSENT)
    void asksInTheFirstLoginOnlyForWhatCanBeGranted() {
        assertConsentAsked();
    }

    @Test
    @Covers(route = Route.LATER_BROKER_LOGIN)
    void narrowsALaterLogin() {
        login(contactsApp);
        events.skipAll();

        assertNarrowed(login(contactsApp));
    }

    @Test
    @Covers(route = Route.LATER_BROKER_LOGIN, at = Moment.CONSENT)
    void asksInALaterLoginOnlyForWhatCanBeGranted() {
        login(contactsApp);
        events.skipAll();

        assertConsentAsked();
    }

    @Test
    void judgesALaterLoginByWhatTheIdentityProviderGivesNow() {
        login(contactsApp);
        PartnerRealm.addRole(realm.admin(), CONTACTS_API + ".delete:contacts");

        assertEverywhere(contactsApp, contactsApp.exchange(login(contactsApp)), "read:contacts", "delete:contacts");
    }

    /** The session is the partner's: in the tested realm the user is not logged in. */
    @Test
    @Covers(route = Route.PROMPT_NONE)
    @Covers(route = Route.LATER_BROKER_LOGIN)
    void narrowsWithoutInteractionAtTheIdentityProvider() {
        change(provider -> provider.getConfig().put("acceptsPromptNoneForwardFromClient", "true"));
        login(contactsApp);
        Browser browser = contactsApp.browser();
        atPartner.asking("openid").as(USER).in(browser).login();
        events.skipAll();

        assertNarrowed(contactsApp
                .asking(REQUEST)
                .with(Map.of("kc_idp_hint", PartnerRealm.ALIAS, "prompt", "none"))
                .in(browser)
                .open());
    }

    @Test
    @Covers(route = Route.POST_BROKER_FLOW)
    void narrowsAfterAFlowOfItsOwn() {
        postBrokerFlow(Map.of(), "allow-access-authenticator");

        assertNarrowed(login(contactsApp));
    }

    @Test
    @Covers(route = Route.POST_BROKER_FLOW, at = Moment.CONSENT)
    void asksAfterAFlowOfItsOwnOnlyForWhatCanBeGranted() {
        postBrokerFlow(Map.of(), "allow-access-authenticator");

        assertConsentAsked();
    }

    @Test
    @Covers(route = Route.POST_BROKER_FLOW, at = Moment.EVENT)
    void refusesInTheFlowAfterItMoreStrictlyThanTheRealm() {
        postBrokerFlow(Map.of("refusal", "reject"), PermissionScopes.AUTHENTICATOR_ID);
        Page callback = login(contactsApp);

        assertThat(callback.parameter("code")).isNull();
        assertThat(callback.parameter("error")).isEqualTo("invalid_scope");
        assertThat(callback.parameter("error_description")).isEqualTo("Not permitted: delete:contacts");
        assertRefused(next(events, EventType.IDENTITY_PROVIDER_POST_LOGIN_ERROR), REQUEST, DELETE_REFUSED);
    }

    private void assertNarrowed(Page callback) {
        assertEverywhere(contactsApp, contactsApp.exchange(callback), PERMITTED);
        assertRefused(next(events, EventType.LOGIN), REQUEST, DELETE_REFUSED);
    }

    private void assertConsentAsked() {
        Page page = login(consentApp);
        Page callback = page.accept();

        assertConsent(page, admin.people().storedConsent(USER, CONSENT_APP), PERMITTED);
        assertEverywhere(consentApp, consentApp.exchange(callback), PERMITTED);
        assertRefused(next(events, EventType.CODE_TO_TOKEN), REQUEST, DELETE_REFUSED);
    }

    private static Page login(OAuthClient client) {
        return client.asking(REQUEST)
                .with("kc_idp_hint", PartnerRealm.ALIAS)
                .as(USER)
                .login();
    }

    private void postBrokerFlow(Map<String, String> config, String authenticator) {
        String alias = admin.flows().createSteps("after broker", config, authenticator);
        change(provider -> provider.setPostBrokerLoginFlowAlias(alias));
    }

    /** Of the provider, which is gone at the end of the test. */
    private void change(Consumer<IdentityProviderRepresentation> change) {
        var resource = realm.admin().identityProviders().get(PartnerRealm.ALIAS);
        IdentityProviderRepresentation provider = resource.toRepresentation();
        change.accept(provider);
        resource.update(provider);
    }
}
