package io.github.permissionscopes.it.server;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.client.GrantTour.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.github.permissionscopes.it.compatibility.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.page.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.keycloak.testframework.realm.RealmBuilder;

/** What needs one of Keycloak's features that are off by default, on every server that the product is for. */
@CompatibilityTest
class EveryServerFeaturesIT {

    private static final String PARTNER = "partner";
    private static final String SHOP = "shop-api";
    private static final String READ = "read:orders";
    private static final String CANCEL = "cancel:orders";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.running();

    private final RealmAdmin admin = server.admin();
    private final OAuthClient gateway = server.client(EveryGrantClient.LEGACY_ID);

    /** Before 26.2 nothing of ours runs after the user is imported, and the token is stopped. */
    @Test
    @Proves(Ability.EXTERNAL_EXCHANGE)
    void narrowsOrStopsAnExchangeOfAnotherIssuersToken() {
        String partnerUrl = server.add(new PartnerRealm()
                .configure(RealmBuilder.create().name(PARTNER).enabled(true))
                .build());
        PartnerRealm.connect(server.realm(), partnerUrl, provider -> {});
        try {
            ExchangePermission.give(server.realm(), EveryGrantClient.LEGACY_ID, PartnerRealm.ALIAS);
            OAuthClient atPartner = new OAuth(partnerUrl, REDIRECT_URI)
                    .client(PartnerRealm.ALIAS)
                    .confidential();
            TokenAnswer subject = atPartner
                    .asking("openid profile email")
                    .as(PartnerRealm.USER)
                    .byPassword();
            Asking all = gateway.asking(SCOPE).with("subject_issuer", PartnerRealm.ALIAS);
            TokenAnswer plain = admin.whileOff(() -> all.byTokenExchange(subject));
            assertThat(plain.scope())
                    .as("without the product: %s", plain.body())
                    .containsAll(CONTACTS);

            if (TestServers.isSince("26.2")) {
                assertEverywhere(gateway, all.byTokenExchange(subject), "read:contacts");
            } else {
                assertNoToken(all.byTokenExchange(subject), "invalid_scope");
            }
            Asking few = gateway.asking("openid read:contacts").with("subject_issuer", PartnerRealm.ALIAS);
            assertEverywhere(gateway, few.byTokenExchange(subject), "read:contacts");
        } finally {
            PartnerRealm.disconnect(server.realm());
        }
    }

    @Test
    @Proves(Ability.PRE_AUTHORIZED_CODE)
    void stopsAPreAuthorizedCode() {
        PreAuthorizedCodes codes = new PreAuthorizedCodes(server);

        server.grants().assertStopped(codes.scope(), () -> codes.redeem("anna"), codes.event(false), codes.event(true));
        TokenAnswer answer = codes.redeem("carl");
        assertThat(answer.scope()).as("answer %s", answer.body()).contains(codes.scope());
        assertThat(TokenAnswer.scope(answer.accessClaims())).contains(codes.scope());
    }

    @Test
    @Proves(Ability.CONSOLE_PAGE)
    void definesAndDeletesAnApiOnItsPageOfTheConsole() {
        admin.give("nora", "realm-management", "realm-admin");
        Administration rest = server.administration();
        server.removeAtEnd(SHOP);
        ApiScopesPage console = new ApiScopesPage(CHROMIUM.newBrowser(), server.realmUrl());

        console.logIn("nora", PASSWORD)
                .create()
                .fill("clientId", SHOP)
                .fill("name", "Shop")
                .addScope(READ, "See your orders")
                .addScope(CANCEL, "Cancel your orders")
                .choose("reject")
                .save();
        Answer api = rest.api(SHOP);
        assertThat(api.at("/name")).isEqualTo("Shop");
        assertThat(api.at("/refusal")).isEqualTo("reject");
        assertThat(api.all("/scopes", "name")).containsExactlyInAnyOrder(READ, CANCEL);

        console.list().open(SHOP).fill("name", "Web shop").save();
        assertThat(rest.api(SHOP).at("/name")).isEqualTo("Web shop");
        assertThat(rest.api(SHOP).all("/scopes", "name")).containsExactlyInAnyOrder(READ, CANCEL);
        if (TestServers.isSince("26.1")) {
            PlaywrightAssertions.assertThat(console.list().open(SHOP).scopeName(1))
                    .hasValue(CANCEL);
        } else {
            // This form shows no rows: what is saved with one would delete the scopes that it does not show.
            console.list().open(SHOP).addScope(READ, "See your orders").saveRefused("does not show the scopes");
            assertThat(rest.api(SHOP).all("/scopes", "name")).containsExactlyInAnyOrder(READ, CANCEL);
        }

        console.list().delete(SHOP);
        console.assertDeleted();
        assertThat(rest.api(SHOP).status()).isEqualTo(404);
    }
}
