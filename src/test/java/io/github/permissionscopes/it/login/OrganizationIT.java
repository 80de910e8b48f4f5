package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.coverage.*;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.realm.RealmBuilder;

/**
 * A realm with organizations. A login asks for the user's name first, and which organization is meant if she has two;
 * the scope {@code organization} takes an alias, and is as without the product.
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

    @InjectOAuthClient(CONSENT_APP)
    OAuthClient consentApp;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @BeforeEach
    void setUp() {
        admin.map("delete:contacts", CONTACTS_API, "read:contacts");
        admin.scopes().setAttribute("delete:contacts", PermissionScopes.MATCH, "all");
        if (realm.admin().organizations().getAll().isEmpty()) {
            Organizations.create(realm.admin(), "acme", "anna", "carl");
            Organizations.create(realm.admin(), "umbrella", "anna");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"organization", "organization:acme", "organization:*"})
    @Covers(route = Route.ORGANIZATION)
    void keepsTheOrganizationAndNotTheRefusedScope(String organization) {
        String request = REQUEST + organization;
        TokenAnswer plain = admin.whileOff(() -> code(request));
        assertThat(plain.scope()).as("without the product: %s", plain.body()).contains("delete:contacts");
        assertThat(organizations(plain.body())).isNotEmpty();
        assertThat(plain.accessClaims().path("organization")).isNotEmpty();
        events.skipAll();

        TokenAnswer answer = code(request);

        assertEverywhere(contactsApp, answer, GRANTED);
        assertRefused(next(events, EventType.LOGIN), request, REFUSED);
        assertRefused(next(events, EventType.CODE_TO_TOKEN), request, REFUSED);
        assertSameOrganizations(plain, answer);
        assertSameOrganizations(contactsApp.refresh(plain), contactsApp.refresh(answer));
    }

    @Test
    @Covers(
            route = Route.ORGANIZATION,
            at = {Moment.CONSENT, Moment.ACCESS_TOKEN, Moment.RESPONSE, Moment.REFRESH, Moment.EVENT})
    void asksForConsentToTheOrganizationAndNotToTheRefusedScope() {
        String request = REQUEST + "organization:acme";
        Page page = login(consentApp, request);
        assertThat(page.text()).containsIgnoringCase("organization");

        TokenAnswer answer = consentApp.exchange(page.accept());

        assertConsent(page, admin.people().storedConsent("anna", CONSENT_APP), GRANTED);
        assertEverywhere(consentApp, answer, GRANTED);
        assertThat(organizations(answer.body())).containsExactly("organization:acme");
        assertRefused(next(events, EventType.CODE_TO_TOKEN), request, REFUSED);
    }

    private TokenAnswer code(String request) {
        return contactsApp.exchange(login(contactsApp, request));
    }

    private static Page login(OAuthClient client, String request) {
        Page page = client.asking(request).open().submit(Map.of("username", "anna"));
        if (page.document().selectFirst("#kc-user-organizations") != null) {
            page = page.submit(Map.of("kc.org", "acme"));
        }
        return page.submit(Map.of("password", PASSWORD));
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
