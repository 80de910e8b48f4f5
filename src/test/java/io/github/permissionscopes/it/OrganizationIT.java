package io.github.permissionscopes.it;

import static io.github.permissionscopes.demo.DemoRealm.CONSENT_APP;
import static io.github.permissionscopes.demo.DemoRealm.CONTACTS_API;
import static io.github.permissionscopes.demo.DemoRealm.CONTACTS_APP;
import static io.github.permissionscopes.demo.DemoRealm.PASSWORD;
import static io.github.permissionscopes.demo.DemoRealm.REDIRECT_URI;
import static io.github.permissionscopes.it.support.Agreement.assertConsent;
import static io.github.permissionscopes.it.support.Agreement.assertEverywhere;
import static io.github.permissionscopes.it.support.EventLog.assertRefused;
import static io.github.permissionscopes.it.support.EventLog.next;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.coverage.Covers;
import io.github.permissionscopes.it.coverage.Moment;
import io.github.permissionscopes.it.coverage.Route;
import io.github.permissionscopes.it.support.Browser;
import io.github.permissionscopes.it.support.Browser.Page;
import io.github.permissionscopes.it.support.OAuth;
import io.github.permissionscopes.it.support.Organizations;
import io.github.permissionscopes.it.support.ProductServer;
import io.github.permissionscopes.it.support.RealmAdmin;
import io.github.permissionscopes.it.support.TestRealm;
import io.github.permissionscopes.it.support.TokenAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.realm.RealmBuilder;

/**
 * A realm with organizations. A login asks for the user's name first, and which organization is meant if she has two; the
 * scope {@code organization} takes an alias, and is as without the product.
 */
@KeycloakIntegrationTest(config = ProductServer.class)
class OrganizationIT {

    private static final String REQUEST = "openid read:contacts delete:contacts ";
    private static final List<String> GRANTED = List.of("read:contacts");
    private static final Map<String, String> REFUSED = Map.of("delete:contacts", "not_permitted");

    static final class OrganizationsRealm extends TestRealm {
        @Override
        public RealmBuilder configure(RealmBuilder realm) {
            super.configure(realm).organizationsEnabled(true);
            ClientScopeRepresentation scope = new ClientScopeRepresentation();
            scope.setName("organization");
            scope.setProtocol("openid-connect");
            scope.setAttributes(Map.of("include.in.token.scope", "true", "display.on.consent.screen", "true"));
            scope.setProtocolMappers(List.of(DemoRealm.mapper(
                    "organization",
                    "oidc-organization-membership-mapper",
                    Map.of("claim.name", "organization", "multivalued", "true"))));
            realm.clientScopes(scope);
            for (ClientRepresentation client : realm.build().getClients()) {
                if (List.of(CONTACTS_APP, CONSENT_APP).contains(client.getClientId())) {
                    List<String> optional = new ArrayList<>(client.getOptionalClientScopes());
                    optional.add("organization");
                    client.setOptionalClientScopes(optional);
                }
            }
            return realm;
        }
    }

    @InjectRealm(config = OrganizationsRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    private OAuth oauth;
    private RealmAdmin admin;

    @BeforeEach
    void setUp() {
        oauth = new OAuth(realm.getBaseUrl(), REDIRECT_URI);
        admin = new RealmAdmin(realm.admin());
        admin.map("delete:contacts", CONTACTS_API, "read:contacts");
        admin.setScopeAttribute("delete:contacts", PermissionScopes.MATCH, "all");
        if (realm.admin().organizations().getAll().isEmpty()) {
            Organizations.create(realm.admin(), "acme", "anna", "carl");
            Organizations.create(realm.admin(), "umbrella", "anna");
        }
        events.skipAll();
    }

    @AfterEach
    void backToDefaults() {
        admin.turnSwitch(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"organization", "organization:acme", "organization:*"})
    @Covers(route = Route.ORGANIZATION)
    void keepsTheOrganizationAndNotTheRefusedScope(String organization) {
        String request = REQUEST + organization;
        admin.turnSwitch(false);
        TokenAnswer plain = code(CONTACTS_APP, request);
        assertThat(plain.scope()).as("without the product: %s", plain.body()).contains("delete:contacts");
        assertThat(organizations(plain.body())).isNotEmpty();
        assertThat(plain.accessClaims().path("organization")).isNotEmpty();
        admin.turnSwitch(true);
        events.skipAll();

        TokenAnswer answer = code(CONTACTS_APP, request);

        assertEverywhere(oauth, CONTACTS_APP, Map.of(), answer, GRANTED);
        assertRefused(next(events, EventType.LOGIN), request, REFUSED, "enforce");
        assertRefused(next(events, EventType.CODE_TO_TOKEN), request, REFUSED, "enforce");
        assertSameOrganizations(plain, answer);
        assertSameOrganizations(
                oauth.refresh(CONTACTS_APP, plain.refreshToken(), Map.of()),
                oauth.refresh(CONTACTS_APP, answer.refreshToken(), Map.of()));
    }

    @Test
    @Covers(
            route = Route.ORGANIZATION,
            at = {Moment.CONSENT, Moment.ACCESS_TOKEN, Moment.RESPONSE, Moment.REFRESH, Moment.EVENT})
    void asksForConsentToTheOrganizationAndNotToTheRefusedScope() {
        String request = REQUEST + "organization:acme";
        Browser browser = oauth.browser();
        Page page = login(browser, CONSENT_APP, request, "anna");
        assertThat(page.text()).containsIgnoringCase("organization");

        TokenAnswer answer = oauth.exchange(CONSENT_APP, browser.submit(page, Map.of("accept", "Yes")), Map.of());

        assertConsent(page, admin.storedConsent("anna", CONSENT_APP), GRANTED);
        assertEverywhere(oauth, CONSENT_APP, Map.of(), answer, GRANTED);
        assertThat(organizations(answer.body())).containsExactly("organization:acme");
        assertRefused(next(events, EventType.CODE_TO_TOKEN), request, REFUSED, "enforce");
    }

    private TokenAnswer code(String clientId, String request) {
        return oauth.exchange(clientId, login(oauth.browser(), clientId, request, "anna"), Map.of());
    }

    private Page login(Browser browser, String clientId, String request, String user) {
        Page page = browser.open(oauth.authorizationUrl(clientId, request, Map.of()));
        page = browser.submit(page, Map.of("username", user));
        if (page.document().selectFirst("#kc-user-organizations") != null) {
            page = browser.submit(page, Map.of("kc.org", "acme"));
        }
        return browser.submit(page, Map.of("password", PASSWORD));
    }

    private static void assertSameOrganizations(TokenAnswer plain, TokenAnswer answer) {
        assertThat(organizations(answer.body())).isEqualTo(organizations(plain.body()));
        assertThat(answer.accessClaims().path("organization"))
                .isEqualTo(plain.accessClaims().path("organization"));
        assertThat(answer.idClaims().path("organization"))
                .isEqualTo(plain.idClaims().path("organization"));
    }

    private static Set<String> organizations(JsonNode scopeHolder) {
        return TokenAnswer.scope(scopeHolder).stream()
                .filter(scope -> scope.startsWith("organization"))
                .collect(Collectors.toSet());
    }
}
