package io.github.permissionscopes.it.faults;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.realm.HostileRealm.USER;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** Two hundred generated requests at each grant in which a user takes part; she is logged in already. */
@KeycloakIntegrationTest(config = ProductServer.class)
class HostileLoginsIT {

    @InjectRealm(config = HostileRealm.class)
    ManagedRealm realm;

    @InjectOAuth
    OAuth oauth;

    @InjectOAuthClient(value = EveryGrantClient.ID, confidential = true)
    OAuthClient client;

    @InjectRealmAdmin
    RealmAdmin admin;

    private Campaign campaign;
    private Browser browser;
    private TokenAnswer tokens;

    @BeforeEach
    void setUp() {
        campaign = new Campaign(admin);
        browser = oauth.browser();
        tokens = client.asking("openid").as(USER).in(browser).byCode();
    }

    /** The scope is asked for at the authorization request, and again when the code is exchanged. */
    @Test
    void authorizationCode() {
        campaign.run(request -> {
            Page page = request.authorize(browser, oauth, EveryGrantClient.ID);
            String code = page.parameter("code");
            return code == null
                    ? campaign.invariant().refusal(page)
                    : client.disguised(request)
                            .grant(
                                    "authorization_code",
                                    Map.of("code", code, "redirect_uri", REDIRECT_URI, "scope", request.scope()));
        });
    }

    /** The ticket gets the scope of the login at the resource server, which is the client itself. */
    @Test
    void umaTicket() {
        campaign.run(request -> {
            Page page = request.authorize(browser, oauth, EveryGrantClient.ID);
            return page.parameter("code") == null
                    ? campaign.invariant().refusal(page)
                    : client.disguised(request).ticket(tokens);
        });
    }

    @Test
    void device() {
        campaign.run(request -> {
            OAuthClient hostile = client.disguised(request);
            Device device = hostile.asking(request.scope()).device();
            if (device.answer().status() != 200) {
                return device.answer();
            }
            Page consent = device.open(browser);
            consent.accept();
            return hostile.pollOnce(device);
        });
    }

    @Test
    void ciba() {
        try (AuthenticationDevice phone = new AuthenticationDevice(realm.getBaseUrl())) {
            campaign.run(request -> {
                OAuthClient hostile = client.disguised(request);
                TokenAnswer asked = hostile.asking(request.scope()).as(USER).backchannel();
                if (asked.status() != 200) {
                    return asked;
                }
                phone.approve();
                return hostile.fetch(asked);
            });
        }
    }
}
