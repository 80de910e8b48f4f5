package io.github.permissionscopes.it;

import static io.github.permissionscopes.it.support.Agreement.assertGrants;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.support.Agreement;
import io.github.permissionscopes.it.support.Browser;
import io.github.permissionscopes.it.support.Browser.Page;
import io.github.permissionscopes.it.support.EventLog;
import io.github.permissionscopes.it.support.OAuth;
import io.github.permissionscopes.it.support.ProductServer;
import io.github.permissionscopes.it.support.TestRealm;
import io.github.permissionscopes.it.support.TokenAnswer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

@KeycloakIntegrationTest(config = ProductServer.class)
class AuthorizationCodeIT {

    private static final String CONTACTS_REQUEST = "openid profile email read:contacts delete:contacts";

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    private OAuth oauth;

    @BeforeEach
    void setUp() {
        oauth = new OAuth(realm.getBaseUrl(), DemoRealm.REDIRECT_URI);
    }

    @Test
    void grantsWhatTheUserHolds() {
        Page callback = login(oauth.browser(), DemoRealm.CONTACTS_APP, CONTACTS_REQUEST, "anna", Map.of());
        TokenAnswer answer = oauth.exchange(DemoRealm.CONTACTS_APP, callback, Map.of());

        assertGrants(answer, List.of("read:contacts"));
        assertThat(answer.scope()).contains("openid", "profile", "email");
        Map<String, String> refused = Map.of("delete:contacts", "not_permitted");
        EventLog.assertRefused(EventLog.next(events, EventType.LOGIN), CONTACTS_REQUEST, refused, "enforce");
        EventLog.assertScope(
                EventLog.assertRefused(
                        EventLog.next(events, EventType.CODE_TO_TOKEN), CONTACTS_REQUEST, refused, "enforce"),
                answer);
        assertGrants(oauth.refresh(DemoRealm.CONTACTS_APP, answer.refreshToken(), Map.of()), List.of("read:contacts"));
        assertThat(Agreement.claimedScopes(oauth.userinfo(answer.accessToken()).body())).containsExactly("read:contacts");
    }

    private Page login(Browser browser, String clientId, String scope, String user, Map<String, String> more) {
        return oauth.login(browser, oauth.authorizationUrl(clientId, scope, more), user, DemoRealm.PASSWORD);
    }
}
