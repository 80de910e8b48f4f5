package io.github.permissionscopes.it.grant;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.check.Leak.leak;
import static io.github.permissionscopes.it.support.realm.PartnerRealm.USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.coverage.*;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.realm.RealmBuilder;

/** Legacy token exchange (RFC 8693) of a token of an identity provider. The user is known only when it is imported. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ExternalExchangeIT {

    private static final String GATEWAY = "legacy-gateway";

    /** With a confidential client that exchanges. */
    static final class ExchangeRealm extends TestRealm {
        @Override
        public RealmBuilder configure(RealmBuilder realm) {
            return super.configure(realm).clients(confidential(GATEWAY));
        }
    }

    @InjectRealm(config = ExchangeRealm.class)
    ManagedRealm realm;

    @InjectRealm(ref = "partner", config = PartnerRealm.class)
    ManagedRealm partner;

    @InjectEvents
    Events events;

    @InjectOAuthClient(value = GATEWAY, confidential = true)
    OAuthClient gateway;

    @InjectOAuthClient(value = PartnerRealm.ALIAS, confidential = true, realmRef = "partner")
    OAuthClient atPartner;

    @InjectRealmAdmin
    RealmAdmin admin;

    @BeforeEach
    void setUp() {
        PartnerRealm.connect(realm.admin(), partner.getBaseUrl(), provider -> {});
        ExchangePermission.give(realm.admin(), GATEWAY, PartnerRealm.ALIAS);
        realm.cleanup().add(PartnerRealm::disconnect);
        events.skipAll();
    }

    @Test
    @Covers(route = Route.EXTERNAL_EXCHANGE)
    void grantsToANewUserWhatTheIdentityProviderGives() {
        TokenAnswer answer = exchange(CONTACTS_REQUEST);

        assertScope(assertRefused(next(events, EventType.TOKEN_EXCHANGE), CONTACTS_REQUEST, DELETE_REFUSED), answer);
        assertEverywhere(gateway, answer, "read:contacts");
    }

    @Test
    @Covers(route = Route.EXTERNAL_EXCHANGE)
    void grantsToAKnownUserWhatTheyHold() {
        TokenAnswer answer =
                leak(admin, events, () -> exchange(CONTACTS_REQUEST)).thenNarrowed("read:contacts");

        assertScope(assertRefused(next(events, EventType.TOKEN_EXCHANGE), CONTACTS_REQUEST, DELETE_REFUSED), answer);
        assertEverywhere(gateway, answer, "read:contacts");
    }

    /** What the user held before the exchange does not count, and what they hold after the import does. */
    @Test
    void countsWhatTheImportGives() {
        assertGrants(exchange(CONTACTS_REQUEST), "read:contacts");
        PartnerRealm.addRole(realm.admin(), CONTACTS_API + ".delete:contacts");

        assertGrants(exchange(CONTACTS_REQUEST), "read:contacts", "delete:contacts");
    }

    /** Keycloak's own check is content with a part of the composite. */
    @Test
    void doesNotTakeAPartForTheCompositeRole() {
        admin.permissions().create(CONTACTS_API, "everything");
        admin.permissions().compose(CONTACTS_API, "everything", "read:contacts", "delete:contacts");
        admin.unmap("delete:contacts", CONTACTS_API, "read:contacts");
        admin.unmap("delete:contacts", CONTACTS_API, "delete:contacts");
        admin.map("delete:contacts", CONTACTS_API, "everything");
        leak(admin, () -> exchange(CONTACTS_REQUEST)).thenNarrowed("read:contacts");
    }

    @Test
    void grantsDefaultsWhenEverythingAskedForIsRefused() {
        assertGrants(exchange("delete:contacts"), List.of());
    }

    @Test
    void rejectsWhereTheRealmSaysSo() {
        admin.configure(Map.of("refusal", "reject"));

        assertNoToken(exchange(CONTACTS_REQUEST), "invalid_scope");
        assertRefused(next(events, EventType.TOKEN_EXCHANGE_ERROR), CONTACTS_REQUEST, DELETE_REFUSED);
        assertGrants(exchange("openid read:contacts"), "read:contacts");
    }

    @Test
    void tellsTheClientWhatWasRefused() {
        admin.configure(Map.of("tellClient", "true"));

        assertThat(exchange(CONTACTS_REQUEST).body().path("refused_scopes")).hasToString("[\"delete:contacts\"]");
    }

    private TokenAnswer exchange(String scope) {
        TokenAnswer subject = atPartner.asking("openid profile email").as(USER).byPassword();
        return gateway.asking(scope).with("subject_issuer", PartnerRealm.ALIAS).byTokenExchange(subject);
    }
}
