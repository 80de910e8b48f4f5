package io.github.permissionscopes.it.resource;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.resource.NamedApiRealm.*;
import static io.github.permissionscopes.it.support.check.EventLog.next;
import static io.github.permissionscopes.it.support.check.OneApi.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ClientBuilder;
import org.keycloak.testframework.realm.ManagedRealm;

/** Which APIs a client may name; every other name is refused, wherever it is sent. */
@KeycloakIntegrationTest(config = ProductServer.class)
class NamedApiIT {

    private static final List<String> PARAMETERS = List.of("resource", "audience");

    /** Without a permission. */
    private static final String OPEN = "use:mail";

    private static final String OPEN_REQUEST = CONTACTS_REQUEST + " " + OPEN;
    private static final OneApi MAIL = new OneApi("mail-api", "https://mail.example");
    private static final List<String> MAIL_NAMES = List.of(MAIL.clientId(), MAIL.audience());

    @InjectRealm(config = NamedApiRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(value = EveryGrantClient.ID, confidential = true)
    OAuthClient everyGrant;

    @InjectOAuthClient(value = CONTACTS_ONLY, confidential = true)
    OAuthClient contactsOnly;

    @InjectRealmAdmin
    RealmAdmin admin;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "account",
                "realm-management",
                CONTACTS_ONLY,
                SUITE,
                TIMESHEETS_API,
                "https://timesheets-api.example",
                "urn:client:timesheets-api"
            })
    void isNoneThatTheClientHasNoScopeOf(String name) {
        assertRefusedEverywhere(contactsOnly, CONTACTS_REQUEST, name);
        OAuthClient naming = contactsOnly.naming("resource", name);
        TokenAnswer subject = contactsOnly.asking(CONTACTS_REQUEST).as(DORA).byPassword();
        assertInvalidTarget(naming.asking(CONTACTS_REQUEST).byTokenExchange(subject));
        if (!name.contains(":")) {
            assertInvalidTarget(contactsOnly
                    .naming("audience", name)
                    .asking(CONTACTS_REQUEST)
                    .byTokenExchange(subject));
        }
        assertInvalidTarget(naming.refresh(subject));
        assertInvalidTarget(naming.asking(CONTACTS_REQUEST).as(DORA).byCode());
    }

    /** As docs/rollout.md has it for an API without scopes: one that is open to everybody says whose it is. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isOneWithoutScopesOnceAnOpenScopeSaysWhoseItIs(boolean isDefault) {
        createMailApi();
        MAIL_NAMES.forEach(name -> assertRefusedEverywhere(contactsOnly, CONTACTS_REQUEST, name));

        createOpenScope();
        if (isDefault) {
            admin.scopes().makeDefault(OPEN, CONTACTS_ONLY);
        }
        assertThat(contactsOnly.asking(OPEN_REQUEST).as(DORA).byCode().scope())
                .as("without naming it")
                .contains("read:contacts", OPEN);
        MAIL_NAMES.forEach(this::assertGrantedEverywhere);
    }

    /** A scope may name a client that is not there; a token is for one that is. */
    @Test
    void isNoneThatTheRealmHasNoClientFor() {
        createOpenScope();
        MAIL_NAMES.forEach(name -> assertRefusedEverywhere(contactsOnly, CONTACTS_REQUEST, name));

        createMailApi();

        MAIL_NAMES.forEach(this::assertGrantedEverywhere);
    }

    private void createMailApi() {
        admin.add(ClientBuilder.create(MAIL.clientId())
                .bearerOnly(true)
                .secret(SECRET)
                .attribute("resource_url", MAIL.audience())
                .build());
    }

    private void createOpenScope() {
        admin.createScope(
                OPEN,
                CONTACTS_ONLY,
                Map.of("permissionScopes.api", MAIL.clientId(), "permissionScopes.protected", "false"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "\u0000", "\t", "\n", "contacts-api\n", "contacts-api\u0000", " contacts-api", "\u00a0"
            })
    void isNoneOfAValueThatIsNoName(String name) {
        assertRefusedEverywhere(everyGrant, REQUEST, name);
    }

    private void assertRefusedEverywhere(OAuthClient client, String scope, String name) {
        for (String parameter : PARAMETERS) {
            OAuthClient naming = client.naming(parameter, name);
            events.skipAll();
            assertInvalidTarget(naming.asking(scope).as(DORA).byPassword());
            assertThat(next(events, EventType.LOGIN_ERROR).getDetails()).containsKey("resource_refused");
            assertInvalidTarget(naming.asking(scope).byClientCredentials());
            assertInvalidTarget(naming.asking(scope).device().answer());
            assertInvalidTarget(naming.asking(scope).byAssertion(ISSUER.assertion(realm.getBaseUrl(), DORA)));
            assertInvalidTarget(naming.asking(scope).push());
            try (AuthenticationDevice phone = new AuthenticationDevice(realm.getBaseUrl())) {
                assertInvalidTarget(naming.asking(scope).as(DORA).backchannel());
                assertThat(phone.wasAsked()).isFalse();
            }
            Page callback = client.asking(scope).with(parameter, name).open();
            if (name.contains("\u0000")) {
                assertThat(callback.status()).as("not taken by the server").isEqualTo(400);
            } else {
                assertInvalidTarget(callback);
            }
        }
    }

    /** Nora has no permission at all. */
    private void assertGrantedEverywhere(String name) {
        for (String parameter : PARAMETERS) {
            Asking asking = contactsOnly.naming(parameter, name).asking(OPEN_REQUEST);
            assertOpen(asking.as(DORA).byPassword());
            assertOpen(asking.as("nora").byPassword());
            assertOpen(asking.byClientCredentials());
            assertOpen(asking.byAssertion(ISSUER.assertion(realm.getBaseUrl(), DORA)));
            assertOpen(asking.as(DORA).byDevice());
            assertOpen(asking.as(DORA).byBackchannel());
            assertOpen(asking.with(parameter, name).as("nora").byCode());
        }
        TokenAnswer subject = contactsOnly.asking(CONTACTS_REQUEST).as(DORA).byPassword();
        assertOpen(contactsOnly.naming("resource", name).asking(OPEN_REQUEST).byTokenExchange(subject));
    }

    private void assertOpen(TokenAnswer answer) {
        MAIL.assertEverywhere(contactsOnly, answer, List.of());
        assertThat(answer.scope()).as("%s", answer.body()).contains(OPEN);
        assertThat(MAIL.introspect(contactsOnly, answer).scope()).contains(OPEN);
        if (answer.refreshToken() != null) {
            assertThat(TokenAnswer.scope(answer.refreshClaims())).contains(OPEN);
            TokenAnswer refreshed = contactsOnly.refresh(answer);
            assertThat(refreshed.scope()).contains(OPEN).isEqualTo(TokenAnswer.scope(refreshed.accessClaims()));
        }
    }
}
