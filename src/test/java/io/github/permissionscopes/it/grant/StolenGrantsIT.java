package io.github.permissionscopes.it.grant;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.realm.HostileRealm.EVERYTHING;
import static io.github.permissionscopes.it.support.realm.HostileRealm.PERMITTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** A grant comes into other hands: another client's, another user's, another tab's. Tokens are for who said yes. */
@KeycloakIntegrationTest(config = ProductServer.class)
class StolenGrantsIT {

    private static final Map<String, Collection<String>> MAY = Map.of("anna", PERMITTED, "carl", CONTACTS);

    @InjectRealm(config = HostileRealm.class)
    ManagedRealm realm;

    @InjectOAuthClient(value = EveryGrantClient.ID, confidential = true)
    OAuthClient client;

    @InjectOAuthClient(value = EveryGrantClient.LEGACY_ID, confidential = true)
    OAuthClient thief;

    @InjectRealmAdmin
    RealmAdmin admin;

    private Campaign campaign;

    @BeforeEach
    void setUp() {
        campaign = new Campaign(admin);
    }

    @Test
    void aDeviceCodeIsWorthNothingToAnotherClient() {
        campaign.assertBreaksInvariant(() -> approved("anna").poll());
        Device device = client.asking(EVERYTHING).device();
        assertRefused(thief.pollOnce(device));
        device.verify("anna").accept();
        assertRefused(thief.pollOnce(device));

        assertTokensOf("anna", device.poll());
        assertRefused(thief.pollOnce(device));
    }

    @Test
    void oneOfTwoPartiesWhoPollAtOnceGetsTheTokens() {
        Device device = approved("anna");

        List<TokenAnswer> answers =
                Stream.generate(() -> CompletableFuture.supplyAsync(() -> client.pollOnce(device)))
                        .limit(2)
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .map(campaign.invariant()::check)
                        .toList();

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(device.poll().error()).isEqualTo("invalid_grant");
    }

    /** Two users stand before the consent page of one device; one says yes first, and the other then. */
    @ParameterizedTest
    @CsvSource({"anna,carl", "carl,anna"})
    void aDeviceGetsWhatTheUserMayHaveWhoseTokensItGets(String first, String then) {
        Device device = client.asking(EVERYTHING).device();
        Page pageOfFirst = device.verify(first);
        Page pageOfThen = device.verify(then);
        new ScopeInvariant(MAY.get(first)).check(pageOfFirst);
        new ScopeInvariant(MAY.get(then)).check(pageOfThen);

        pageOfFirst.accept();
        assertThat(pageOfThen.accept().status()).isLessThan(500);

        assertTokensOf(first, device.poll());
    }

    @Test
    void aCodeIsWorthNothingToAnotherClient() {
        Page callback = client.asking(EVERYTHING).as("anna").login();

        assertRefused(thief.exchange(callback));
        campaign.invariant().check(client.exchange(callback));
    }

    /** The second user meets the session of the first. */
    @ParameterizedTest
    @CsvSource({"anna,carl", "carl,anna"})
    void twoTabsInWhichTwoUsersLogIn(String first, String then) {
        Page firstTab = client.asking(EVERYTHING).open();
        Page secondTab = client.asking("openid delete:contacts approve:timesheets")
                .in(firstTab.browser())
                .open();

        Page firstEnd = firstTab.logIn(first);
        Page secondEnd = secondTab.logIn(then);

        assertTokensOf(first, client.exchange(firstEnd));
        assertThat(secondEnd.parameter("code"))
                .as("code of the second tab at %s", secondEnd.uri())
                .isNull();
        new ScopeInvariant(MAY.get(then)).refusal(secondEnd);
    }

    /** The first user's code has not been fetched when the second user's session begins in the same browser. */
    @ParameterizedTest
    @CsvSource({"anna,carl", "carl,anna"})
    void twoTabsOneAfterTheOther(String first, String then) {
        Page firstEnd = client.asking(EVERYTHING).as(first).login();
        admin.user(first).logout();

        Page secondEnd =
                client.asking(EVERYTHING).as(then).in(firstEnd.browser()).login();

        assertTokensOf(then, client.exchange(secondEnd));
        assertRefused(client.exchange(firstEnd));
    }

    private Device approved(String user) {
        Device device = client.asking(EVERYTHING).device();
        device.verify(user).accept();
        return device;
    }

    private void assertTokensOf(String user, TokenAnswer answer) {
        assertThat(answer.status()).as("answer %s", answer.body()).isEqualTo(200);
        assertThat(answer.accessClaims().path("preferred_username").asText()).isEqualTo(user);
        new ScopeInvariant(MAY.get(user)).check(answer);
        new ScopeInvariant(MAY.get(user)).check(client.refresh(answer));
    }

    private void assertRefused(TokenAnswer answer) {
        assertThat(campaign.invariant().check(answer).error()).isEqualTo("invalid_grant");
    }
}
