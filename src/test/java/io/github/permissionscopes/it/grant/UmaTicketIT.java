package io.github.permissionscopes.it.grant;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.coverage.*;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.authorization.PolicyEnforcementMode;
import org.keycloak.representations.idm.authorization.ResourceRepresentation;
import org.keycloak.representations.idm.authorization.ResourceServerRepresentation;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.realm.RealmBuilder;

/**
 * The UMA grant: its token gets the scopes of the user's last login at the resource server. {@code match=all} shows who
 * decided: Keycloak's own check is content with one of the roles.
 */
@KeycloakIntegrationTest(config = ProductServer.class)
class UmaTicketIT {

    private static final String DOCUMENTS = "documents";
    private static final String REQUEST = "openid read:contacts delete:contacts";

    static final class UmaRealm extends TestRealm {
        @Override
        public RealmBuilder configure(RealmBuilder realm) {
            super.configure(realm);
            ResourceServerRepresentation settings = new ResourceServerRepresentation();
            settings.setPolicyEnforcementMode(PolicyEnforcementMode.PERMISSIVE);
            settings.setResources(List.of(new ResourceRepresentation("document")));
            realm.clients(DemoRealm.application(DOCUMENTS, CONTACTS)
                    .publicClient(false)
                    .secret(SECRET)
                    .serviceAccountsEnabled(true)
                    .authorizationServicesEnabled(true));
            realm.build().getClients().stream()
                    .filter(client -> client.getClientId().equals(DOCUMENTS))
                    .forEach(client -> client.setAuthorizationSettings(settings));
            return realm;
        }
    }

    @InjectRealm(config = UmaRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuth
    OAuth oauth;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @BeforeEach
    void setUp() {
        admin.map("delete:contacts", CONTACTS_API, "read:contacts");
        admin.setScopeAttribute("delete:contacts", PermissionScopes.MATCH, "all");
    }

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
        Browser browser = oauth.browser();
        String token = login(browser, "carl");
        admin.take("carl", CONTACTS_API, "delete:contacts");
        admin.turnSwitch(false);
        assertThat(TokenAnswer.scope(ticket(token, Map.of()).accessClaims()))
                .as("without the product")
                .contains("delete:contacts");
        admin.turnSwitch(true);
        events.skipAll();

        TokenAnswer answer = ticket(token, Map.of());

        assertThat(answer.status()).as("answer %s", answer.body()).isEqualTo(200);
        assertTicket(oauth, DOCUMENTS, answer.accessToken(), List.of("read:contacts"));
        assertUserinfo(oauth, answer.accessToken(), List.of("read:contacts"));
        assertRefused(next(events, EventType.PERMISSION_TOKEN), REQUEST, Map.of("delete:contacts", "not_permitted"));
        assertRefreshed(contactsApp.refresh(answer), List.of("read:contacts"));
    }

    /** What a login carries to its code's exchange is no scope that anybody asked for. */
    @Test
    void theEventNamesNothingThatTheProductCarries() {
        Browser browser = oauth.browser();
        String url = oauth.authorizationUrl(DOCUMENTS, REQUEST, Map.of("audience", CONTACTS_API));
        String token = oauth.exchange(
                        DOCUMENTS, oauth.login(browser, url, "carl", PASSWORD), Map.of("client_secret", SECRET))
                .accessToken();
        admin.take("carl", CONTACTS_API, "delete:contacts");
        events.skipAll();

        ticket(token, Map.of());

        assertRefused(next(events, EventType.PERMISSION_TOKEN), REQUEST, Map.of("delete:contacts", "not_permitted"));
    }

    @Test
    void aTicketIsNotRejectedOnAccountOfScopesThatNobodyAskedFor() {
        admin.configure(Map.of("refusal", "reject"));
        String token = login(oauth.browser(), "carl");
        admin.take("carl", CONTACTS_API, "delete:contacts");

        assertTicket(oauth, DOCUMENTS, ticket(token, Map.of()).accessToken(), List.of("read:contacts"));
    }

    /** A second header, and a token in the form, are not whom the ticket is for: that is the first header. */
    @Test
    void aTicketIsJudgedForItsOwnUser() {
        admin.turnSwitch(false);
        String annas = login(oauth.browser(), "anna");
        admin.turnSwitch(true);
        String carls = login(oauth.browser(), "carl");
        OAuth twoHeaders = oauth.withBearer(annas).withBearer("no.token");

        new ScopeInvariant(List.of("read:contacts")).check(ticket(twoHeaders, Map.of("subject_token", carls)));
    }

    /** No seam can take out a default scope; the guard stops the token. */
    @Test
    void aTicketThatIsStoppedIsAClearError() {
        String scope = admin.scope("delete:contacts").getId();
        String token = login(oauth.browser(), "anna");
        admin.client(DOCUMENTS).removeOptionalClientScope(scope);
        admin.client(DOCUMENTS).addDefaultClientScope(scope);
        try {
            admin.turnSwitch(false);
            assertThat(TokenAnswer.scope(ticket(token, Map.of()).accessClaims()))
                    .as("without the product")
                    .contains("delete:contacts");
            admin.turnSwitch(true);
            events.skipAll();

            TokenAnswer answer = ticket(token, Map.of());

            assertThat(answer.status()).as("answer %s", answer.body()).isEqualTo(400);
            assertThat(answer.error()).isEqualTo("invalid_scope");
            assertThat(next(events, EventType.PERMISSION_TOKEN_ERROR).getDetails())
                    .containsEntry("scope_refused_reasons", "delete:contacts=not_permitted");
        } finally {
            admin.client(DOCUMENTS).removeDefaultClientScope(scope);
            admin.client(DOCUMENTS).addOptionalClientScope(scope);
        }
    }

    @Test
    void theScopeParameterOfAClientThatAsksForItselfStaysTheResourceServers() {
        TokenAnswer answer = oauth.token(Map.of(
                "grant_type", "urn:ietf:params:oauth:grant-type:uma-ticket",
                "client_id", DOCUMENTS,
                "client_secret", SECRET,
                "audience", DOCUMENTS,
                "scope", "read:contacts"));

        assertThat(answer.status()).as("answer %s", answer.body()).isEqualTo(200);
        assertTicket(oauth, DOCUMENTS, answer.accessToken(), List.of());
    }

    @Test
    void leavesWhatIsWrongToKeycloak() {
        assertThat(ticket("no.token", Map.of()).status()).isEqualTo(400);
        String token = login(oauth.browser(), "carl");
        assertThat(ticket(token, Map.of("audience", "nobody")).error()).isEqualTo("invalid_request");
        assertThat(ticket(token, Map.of("audience", CONTACTS_APP)).error()).isEqualTo("invalid_request");
        assertThat(ticket(token, Map.of("ticket", "no.ticket")).status()).isBetween(400, 499);
    }

    /** A login at the resource server, and one at the application in the same session, whose token is returned. */
    private String login(Browser browser, String user) {
        oauth.client(DOCUMENTS).asking(REQUEST).as(user).in(browser).login();
        return contactsApp
                .exchange(contactsApp.asking(REQUEST).in(browser).open())
                .accessToken();
    }

    private TokenAnswer ticket(String token, Map<String, String> more) {
        return ticket(oauth.withBearer(token), more);
    }

    private static TokenAnswer ticket(OAuth oauth, Map<String, String> more) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "urn:ietf:params:oauth:grant-type:uma-ticket");
        form.put("audience", DOCUMENTS);
        form.putAll(more);
        return oauth.token(form);
    }
}
