package io.github.permissionscopes.it.faults;

import static io.github.permissionscopes.demo.DemoRealm.REDIRECT_URI;
import static io.github.permissionscopes.it.support.realm.HostileRealm.EVERYTHING;
import static io.github.permissionscopes.it.support.realm.HostileRealm.USER;

import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;

/** Two hundred generated requests at each grant that is one request. */
@KeycloakIntegrationTest(config = ProductServer.class)
class HostileScopesIT {

    @InjectRealm(config = HostileRealm.class)
    ManagedRealm realm;

    private OAuthClient client;
    private OAuthClient legacyClient;
    private Campaign campaign;

    @BeforeEach
    void setUp() {
        OAuth oauth = new OAuth(realm.getBaseUrl(), REDIRECT_URI);
        client = oauth.client(EveryGrantClient.ID).confidential();
        legacyClient = oauth.client(EveryGrantClient.LEGACY_ID).confidential();
        campaign = new Campaign(new RealmAdmin(realm.admin()));
    }

    @Test
    void password() {
        campaign.run(request ->
                client.disguised(request).asking(request.scope()).as(USER).byPassword());
    }

    @Test
    void clientCredentials() {
        campaign.run(
                request -> client.disguised(request).asking(request.scope()).byClientCredentials());
    }

    /** The refresh token has more than is permitted, and the client asks for a part of it. */
    @ParameterizedTest
    @ValueSource(strings = {EVERYTHING, EVERYTHING + " offline_access"})
    void refresh(String held) {
        TokenAnswer tokens =
                campaign.withoutTheProduct(() -> client.asking(held).as(USER).byPassword());

        campaign.run(request -> client.disguised(request)
                .grant("refresh_token", Map.of("refresh_token", tokens.refreshToken(), "scope", request.scope())));
    }

    @Test
    void tokenExchange() {
        TokenAnswer subject = client.asking("openid").as(USER).byPassword();

        campaign.run(
                request -> client.disguised(request).asking(request.scope()).byTokenExchange(subject));
    }

    /** The subject token has more than is permitted, and the exchange inherits from it. */
    @Test
    void legacyTokenExchange() {
        TokenAnswer subject = campaign.withoutTheProduct(
                () -> legacyClient.asking(EVERYTHING).as(USER).byPassword());

        campaign.run(request ->
                legacyClient.disguised(request).asking(request.scope()).byTokenExchange(subject));
    }

    @Test
    void jwtAuthorizationGrant() {
        campaign.run(request -> client.disguised(request)
                .asking(request.scope())
                .byAssertion(HostileRealm.ISSUER.assertion(realm.getBaseUrl(), USER)));
    }
}
