package io.github.permissionscopes.it.faults;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.client.GrantTour.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another extension tries one grant after another on a request: what the client has sent is there for each of them. */
@StandaloneTest
class TriedGrantsIT {

    /** The grant that tries another one ({@code TryingGrantFactory}). */
    private static final String TRY = "urn:test:try";

    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    @RegisterExtension
    static final FaultyRealm realm = FaultyRealm.running();

    private final OAuthClient client = realm.client();

    /** What comes after a grant that ends in an error goes on with what the client has sent. */
    @ParameterizedTest
    @ValueSource(strings = {"client credentials", "exchange", "refresh", "code"})
    void aGrantThatEndsInAnErrorLeavesTheFormAsItWasSent(String tried) {
        TokenAnswer tokens = realm.admin().whileOff(client.asking(SCOPE).as("anna")::byPassword);
        Map<String, String> form =
                switch (tried) {
                    case "client credentials" ->
                        Map.of(
                                "tried", "client_credentials",
                                "scope", "openid delete:contacts no-such-scope",
                                "resource", "https://contacts-api.example");
                    case "exchange" ->
                        Map.of(
                                "tried",
                                EXCHANGE,
                                "subject_token",
                                tokens.accessToken(),
                                "subject_token_type",
                                ACCESS_TOKEN,
                                "scope",
                                "openid delete:contacts no-such-scope",
                                "audience",
                                "https://contacts-api.example");
                    case "refresh" ->
                        Map.of(
                                "tried", "refresh_token",
                                "refresh_token", tokens.refreshToken(),
                                "scope", "openid no-such-scope");
                    default ->
                        Map.of(
                                "tried", "authorization_code",
                                "code", "none",
                                "resource", "https://contacts-api.example");
                };

        assertLeftAsSent(form);
    }

    /** In the token for one API there is the API's identifier, and Keycloak looks for its client ID. */
    @Test
    void aTokenThatItsApiExchangesInVainIsLeftAsItWasSent() {
        RealmAdmin admin = realm.admin();
        String api = EveryGrantClient.ID;
        admin.clients().setAttribute(api, "resource_url", "https://every-grant.example");
        admin.createScope("use", api, api, "use");
        admin.give("carl", api, "use");
        TokenAnswer subject =
                client.asking("openid use").with("resource", api).as("carl").byPassword();
        assertThat(subject.accessClaims().path("aud").asText()).isEqualTo("https://every-grant.example");

        assertLeftAsSent(Map.of(
                "tried",
                EXCHANGE,
                "subject_token",
                subject.accessToken(),
                "subject_token_type",
                ACCESS_TOKEN,
                "scope",
                "openid no-such-scope"));
    }

    private void assertLeftAsSent(Map<String, String> form) {
        TokenAnswer answer = client.grant(TRY, form);

        Map<String, String> sent = new LinkedHashMap<>(form);
        sent.putAll(Map.of("grant_type", TRY, "client_id", EveryGrantClient.ID, "client_secret", SECRET));
        Map<String, String> left = new LinkedHashMap<>();
        answer.body()
                .properties()
                .forEach(field -> left.put(field.getKey(), field.getValue().asText()));
        assertThat(left).isEqualTo(sent);
    }

    /** Nora may not have the scope, so that it is not in her exchange; the client itself may have it. */
    @Test
    void aGrantThatIsTriedAfterAnotherOneIsAskedForTheSame() {
        TokenAnswer subject = client.asking("openid").as("nora").byPassword();

        TokenAnswer answer = client.grant(
                TRY,
                Map.of(
                        "tried",
                        EXCHANGE,
                        "otherwise",
                        "client_credentials",
                        "subject_token",
                        subject.accessToken(),
                        "subject_token_type",
                        ACCESS_TOKEN,
                        "requested_token_type",
                        "none",
                        "scope",
                        "openid read:contacts"));

        assertGrants(answer, "read:contacts");
    }
}
