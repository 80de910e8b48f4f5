package io.github.permissionscopes.it.grant;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static io.github.permissionscopes.it.support.check.Leak.leak;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.coverage.*;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/**
 * The UMA grant: its token gets the scopes of the user's last login at the resource server. Carl keeps one of the two
 * roles that {@code delete:contacts} requires; Keycloak's own check is content with that.
 */
@KeycloakIntegrationTest(config = ProductServer.class)
class UmaTicketIT {

    private static final String UMA = "urn:ietf:params:oauth:grant-type:uma-ticket";
    private static final String DOCUMENTS = EveryGrantClient.ID;

    @InjectRealm(config = HostileRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuth
    OAuth oauth;

    @InjectOAuthClient(value = DOCUMENTS, confidential = true)
    OAuthClient documents;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @Test
    @Covers(
            route = Route.UMA,
            at = {
                Moment.ACCESS_TOKEN,
                Moment.TRACES,
                Moment.REFRESH,
                Moment.USERINFO,
                Moment.INTROSPECTION,
                Moment.EVENT
            })
    void aTicketHasNoScopeWhosePermissionWasLostSinceTheLogin() {
        String token = login("carl");
        admin.take("carl", CONTACTS_API, "delete:contacts");

        TokenAnswer answer = leak(admin, events, () -> ticket(token, Map.of())).thenWithout("delete:contacts");

        assertTicket(oauth, DOCUMENTS, answer.accessToken(), List.of("read:contacts"));
        assertUserinfo(oauth, answer.accessToken(), List.of("read:contacts"));
        assertRefused(next(events, EventType.PERMISSION_TOKEN), CONTACTS_REQUEST, DELETE_REFUSED);
        assertRefreshed(contactsApp.refresh(answer), List.of("read:contacts"));
    }

    /** What a login carries to its code's exchange is no scope that anybody asked for. */
    @Test
    void theEventNamesNothingThatTheProductCarries() {
        TokenAnswer login = documents
                .asking(CONTACTS_REQUEST)
                .with("audience", CONTACTS_API)
                .as("carl")
                .byCode();
        admin.take("carl", CONTACTS_API, "delete:contacts");
        events.skipAll();

        ticket(login.accessToken(), Map.of());

        assertRefused(next(events, EventType.PERMISSION_TOKEN), CONTACTS_REQUEST, DELETE_REFUSED);
    }

    @Test
    void aTicketIsNotRejectedOnAccountOfScopesThatNobodyAskedFor() {
        admin.configure(Map.of("refusal", "reject"));
        String token = login("carl");
        admin.take("carl", CONTACTS_API, "delete:contacts");

        assertTicket(oauth, DOCUMENTS, ticket(token, Map.of()).accessToken(), List.of("read:contacts"));
    }

    /** A second header, and a token in the form, are not whom the ticket is for: that is the first header. */
    @Test
    void aTicketIsJudgedForItsOwnUser() {
        String annas = admin.whileOff(() -> login("anna"));
        String carls = login("carl");
        OAuth twoHeaders = oauth.withBearer(annas).withBearer("no.token");

        new ScopeInvariant(List.of("read:contacts")).check(ticket(twoHeaders, Map.of("subject_token", carls)));
    }

    /** No seam can take out a default scope; the guard stops the token. */
    @Test
    void aTicketThatIsStoppedIsAClearError() {
        String token = login("anna");
        admin.scopes().makeDefault("delete:contacts", DOCUMENTS);

        leak(admin, events, () -> ticket(token, Map.of())).thenStopped("delete:contacts");

        assertThat(next(events, EventType.PERMISSION_TOKEN_ERROR).getDetails())
                .containsEntry("scope_refused_reasons", "delete:contacts=not_permitted");
    }

    @Test
    void theScopeParameterOfAClientThatAsksForItselfStaysTheResourceServers() {
        TokenAnswer answer = documents.grant(UMA, Map.of("audience", DOCUMENTS, "scope", "read:contacts"));

        assertThat(answer.status()).as("answer %s", answer.body()).isEqualTo(200);
        assertTicket(oauth, DOCUMENTS, answer.accessToken(), List.of());
    }

    @Test
    void leavesWhatIsWrongToKeycloak() {
        assertThat(ticket("no.token", Map.of()).status()).isEqualTo(400);
        String token = login("carl");
        assertThat(ticket(token, Map.of("audience", "nobody")).error()).isEqualTo("invalid_request");
        assertThat(ticket(token, Map.of("audience", CONTACTS_APP)).error()).isEqualTo("invalid_request");
        assertThat(ticket(token, Map.of("ticket", "no.ticket")).status()).isBetween(400, 499);
    }

    /** A login at the resource server, and one at the application in the same session, whose token is returned. */
    private String login(String user) {
        Browser browser = oauth.browser();
        documents.asking(CONTACTS_REQUEST).as(user).in(browser).login();
        return contactsApp
                .exchange(contactsApp.asking(CONTACTS_REQUEST).in(browser).open())
                .accessToken();
    }

    private TokenAnswer ticket(String token, Map<String, String> more) {
        return ticket(oauth.withBearer(token), more);
    }

    private static TokenAnswer ticket(OAuth oauth, Map<String, String> more) {
        Map<String, String> form = new HashMap<>(Map.of("grant_type", UMA, "audience", DOCUMENTS));
        form.putAll(more);
        return oauth.token(form);
    }
}
