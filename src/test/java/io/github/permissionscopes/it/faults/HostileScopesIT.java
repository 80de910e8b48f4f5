package io.github.permissionscopes.it.faults;

import static io.github.permissionscopes.it.support.realm.HostileRealm.EVERYTHING;
import static io.github.permissionscopes.it.support.realm.HostileRealm.USER;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** Two hundred generated requests at each grant that is one request. */
@KeycloakIntegrationTest(config = ProductServer.class)
class HostileScopesIT {

    @InjectRealm(config = HostileRealm.class)
    ManagedRealm realm;

    @InjectOAuthClient(value = EveryGrantClient.ID, confidential = true)
    OAuthClient client;

    @InjectOAuthClient(value = EveryGrantClient.LEGACY_ID, confidential = true)
    OAuthClient legacyClient;

    @InjectRealmAdmin
    RealmAdmin admin;

    private Campaign campaign;

    @BeforeEach
    void setUp() {
        campaign = new Campaign(admin);
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
        TokenAnswer tokens = admin.whileOff(client.asking(held).as(USER)::byPassword);

        campaign.run(
                request -> client.disguised(request).asking(request.scope()).byRefresh(tokens));
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
        TokenAnswer subject = admin.whileOff(legacyClient.asking(EVERYTHING).as(USER)::byPassword);

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
