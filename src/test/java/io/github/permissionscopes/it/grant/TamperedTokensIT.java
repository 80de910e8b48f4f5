package io.github.permissionscopes.it.grant;

import static io.github.permissionscopes.it.support.realm.HostileRealm.EVERYTHING;
import static io.github.permissionscopes.it.support.realm.HostileRealm.USER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** Refresh tokens that are not what the realm gave this client; it was given more than the user may have now. */
@KeycloakIntegrationTest(config = ProductServer.class)
class TamperedTokensIT {

    @InjectRealm(config = HostileRealm.class)
    ManagedRealm realm;

    @InjectRealm(ref = "other", config = HostileRealm.class)
    ManagedRealm otherRealm;

    @InjectOAuthClient(value = EveryGrantClient.ID, confidential = true)
    OAuthClient client;

    @InjectOAuthClient(value = EveryGrantClient.LEGACY_ID, confidential = true)
    OAuthClient otherClient;

    @InjectOAuthClient(value = EveryGrantClient.ID, confidential = true, realmRef = "other")
    OAuthClient clientOfOtherRealm;

    @InjectRealmAdmin
    RealmAdmin admin;

    private Campaign campaign;
    private TokenAnswer held;

    @BeforeEach
    void setUp() {
        campaign = new Campaign(admin);
        held = admin.whileOff(client.asking(EVERYTHING).as(USER)::byPassword);
        assertThat(TokenAnswer.scope(held.refreshClaims())).contains("delete:contacts");
    }

    /** A letter, or a few, of each of the three parts. */
    @Test
    void generated() {
        campaign.assertBreaksInvariant(() -> client.refresh(held));

        campaign.run(tampered(held.refreshToken()), client::refresh);

        assertThat(campaign.invariant().check(client.refresh(held)).scope())
                .as("the genuine token is as good as before")
                .contains("read:contacts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "HS256", "RS256", ""})
    void anotherAlgorithm(String algorithm) {
        String[] parts = held.refreshToken().split("\\.");
        String header = encode("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}");

        assertRefused(header + "." + parts[1] + ".");
        assertRefused(header + "." + parts[1]);
        assertRefused(header + "." + parts[1] + "." + parts[2]);
    }

    @Test
    void anotherScopeUnderTheOldSignature() {
        TokenAnswer narrow = client.asking("openid").as(USER).byPassword();
        String[] parts = narrow.refreshToken().split("\\.");
        ObjectNode claims = narrow.refreshClaims().deepCopy();
        claims.put("scope", EVERYTHING);

        assertRefused(parts[0] + "." + encode(claims.toString()) + "." + parts[2]);
        assertRefused(parts[0] + "." + held.refreshToken().split("\\.")[1] + "." + parts[2]);
        assertRefused(encode("{\"alg\":\"none\"}") + "." + encode(claims.toString()) + ".");
    }

    @Test
    void anotherClients() {
        TokenAnswer others = admin.whileOff(otherClient.asking(EVERYTHING).as(USER)::byPassword);

        assertRefused(others.refreshToken());
        campaign.invariant().check(otherClient.refresh(others));
    }

    @Test
    void anotherRealms() {
        TokenAnswer others = clientOfOtherRealm.asking(EVERYTHING).as(USER).byPassword();

        assertRefused(others.refreshToken());
    }

    @Test
    void noRefreshTokens() {
        assertRefused(held.accessToken());
        assertRefused(held.body().path("id_token").asText());
        for (String token : List.of("", ".", "..", "...", "null", "{}", "\0", "e30.e30.e30")) {
            assertRefused(token);
        }
    }

    private void assertRefused(String token) {
        TokenAnswer answer = campaign.invariant().check(client.refresh(token));
        assertThat(answer.status()).as("answer %s to %s", answer.body(), token).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_grant");
    }

    /** The place is chosen part by part: the middle one is much longer than the others. */
    private static Arbitrary<String> tampered(String token) {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 999),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of("", "A", "_", ".", "=", " ", "+", "\u0430", "\0", "AAAA"))
                .as((part, perMille, removed, put) -> {
                    String[] parts = token.split("\\.");
                    int at = parts[part].length() * perMille / 1000;
                    parts[part] = parts[part].substring(0, at)
                            + put
                            + parts[part].substring(Math.min(at + removed, parts[part].length()));
                    return String.join(".", parts);
                });
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
