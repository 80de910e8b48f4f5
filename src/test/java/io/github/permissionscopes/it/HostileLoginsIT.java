package io.github.permissionscopes.it;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.HostileRealm.USER;

import io.github.permissionscopes.it.framework.InjectOAuth;
import io.github.permissionscopes.it.support.*;
import io.github.permissionscopes.it.support.Browser.Page;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;

/** Two hundred generated requests at each grant in which a user takes part; she is logged in already. */
@KeycloakIntegrationTest(config = ProductServer.class)
class HostileLoginsIT {

    @InjectRealm(config = HostileRealm.class)
    ManagedRealm realm;

    @InjectOAuth
    OAuth oauth;

    private EveryGrantClient client;
    private Campaign campaign;
    private Browser browser;
    private TokenAnswer tokens;

    @BeforeEach
    void setUp() {
        client = new EveryGrantClient(oauth, EveryGrantClient.ID);
        campaign = new Campaign(new RealmAdmin(realm.admin()));
        browser = oauth.browser();
        tokens = client.exchangeCode(oauth.login(browser, client.authorizationUrl("openid"), USER, PASSWORD));
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
            EveryGrantClient hostile = client.disguised(request);
            TokenAnswer device = hostile.device(request.scope());
            if (device.status() != 200) {
                return device;
            }
            Page consent = client.openDevice(browser, device);
            consent.accept();
            return hostile.pollDeviceOnce(device);
        });
    }

    @Test
    void ciba() {
        try (AuthenticationDevice phone = new AuthenticationDevice(realm.getBaseUrl())) {
            campaign.run(request -> {
                EveryGrantClient hostile = client.disguised(request);
                TokenAnswer asked = hostile.ask(USER, request.scope());
                if (asked.status() != 200) {
                    return asked;
                }
                phone.approve();
                return hostile.pollAsked(asked);
            });
        }
    }
}
