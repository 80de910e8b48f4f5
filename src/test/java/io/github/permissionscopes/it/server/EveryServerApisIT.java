package io.github.permissionscopes.it.server;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.introspected;
import static io.github.permissionscopes.it.support.check.OneApi.assertInvalidTarget;
import static io.github.permissionscopes.it.support.client.GrantTour.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.compatibility.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens for one API, on every server that the product is for. */
@CompatibilityTest
class EveryServerApisIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.running();

    private final OAuthClient client = server.client(EveryGrantClient.ID);
    private final Asking carl = client.asking(SCOPE).as("carl");

    @ParameterizedTest
    @ValueSource(strings = {CONTACTS_API, "https://contacts-api.example"})
    @Proves(Ability.ONE_API)
    void isForTheNamedApi(String name) {
        useFullScope();
        Asking naming = carl.with("resource", name);

        assertForContacts(naming.byCode());
        assertForContacts(carl.with("audience", name).byCode());
        TokenAnswer password = naming.byPassword();
        assertForContacts(password);
        assertForContacts(client.naming("resource", name).refresh(password));
        OneApi.CONTACTS.assertToken(naming.byClientCredentials(), List.of("read:contacts"));
        assertForContacts(naming.byDevice());
        OneApi.CONTACTS.assertClaims(naming.byRedirect().accessClaims(), CONTACTS);
    }

    @Test
    @Proves(Ability.ONE_API)
    void isForTheNamedApiOfAPushedRequestAndOfABackchannelRequest() {
        useFullScope();
        OAuth oauth = server.oauth();
        Map<String, String> named = Map.of("resource", CONTACTS_API, "client_secret", SECRET);
        TokenAnswer pushed =
                oauth.postForm("ext/par/request", oauth.authorizationRequest(EveryGrantClient.ID, SCOPE, named));
        String url = oauth.endpoint("auth") + "?client_id=" + EveryGrantClient.ID + "&request_uri="
                + pushed.body().path("request_uri").asText();

        assertForContacts(client.exchange(oauth.browser().open(url).logIn("carl")));
        assertForContacts(carl.with("resource", CONTACTS_API).byBackchannel());
    }

    @Test
    @Proves(Ability.ONE_API)
    void isForNoOtherApi() {
        for (String other : List.of(EVENTS_API, "account", "nobody", "\u0000", "contacts-api\n", "")) {
            assertInvalidTarget(carl.with("resource", other).byPassword());
        }
        Asking naming = carl.with("resource", CONTACTS_API);
        assertInvalidTarget(client.naming("resource", EVENTS_API).refresh(naming.byPassword()));
        assertInvalidTarget(client.naming("resource", EVENTS_API).exchange(naming.login()));
        for (String other : List.of(EVENTS_API, "nobody")) {
            assertThat(carl.with("resource", other).open().parameter("error")).isEqualTo("invalid_target");
        }
    }

    /** Before 26.6 nothing of ours sees these tokens before they are signed. */
    @Test
    @Proves(Ability.ONE_API)
    void exchangesForTheNamedApiOrNotAtAll() {
        Asking naming = carl.with("resource", CONTACTS_API);
        TokenAnswer exchanged = naming.byTokenExchange(carl.byPassword());
        if (TestServers.isSince("26.6")) {
            OneApi.CONTACTS.assertToken(exchanged, CONTACTS);
        } else {
            assertInvalidTarget(exchanged);
        }
        if (server.has(Ability.JWT_GRANT) && !TestServers.isSince("26.6")) {
            assertInvalidTarget(naming.byAssertion(server.assertion("carl")));
        }
    }

    /** With all roles of the user in the tokens, of other clients too. */
    private void useFullScope() {
        server.admin().clients().setFullScope(EveryGrantClient.ID, true);
        server.admin().give("carl", EVENTS_API, "view:events");
        assertThat(carl.byPassword().accessClaims().path("resource_access").size())
                .isGreaterThan(1);
    }

    /** Before 26.7 everybody may introspect every token; the API itself, which has no login, may not. */
    private void assertForContacts(TokenAnswer answer) {
        OneApi.CONTACTS.assertToken(answer, CONTACTS);
        TokenAnswer refreshed = client.refresh(answer);
        OneApi.CONTACTS.assertToken(refreshed, CONTACTS);
        if (!TestServers.isSince("26.7")) {
            OneApi.CONTACTS.assertNarrow(introspected(client, refreshed), CONTACTS);
        }
    }
}
