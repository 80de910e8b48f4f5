package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.client.LoginEnd.GRANTED;
import static io.github.permissionscopes.it.support.client.LoginEnd.REQUEST;
import static io.github.permissionscopes.it.support.client.LoginEnd.USER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.client.Browser.Page;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ComponentRepresentation;
import org.keycloak.services.clientregistration.policy.ClientRegistrationPolicy;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;

/** Clients that register themselves, in a realm that offers its API scopes to every client: what they get. */
@KeycloakIntegrationTest(config = ProductServer.class)
class DynamicRegistrationIT {

    private static final Map<String, Object> APPLICATION = Map.of(
            "client_name", "stranger",
            "redirect_uris", List.of(REDIRECT_URI),
            "token_endpoint_auth_method", "client_secret_post",
            "grant_types", List.of("authorization_code", "refresh_token"),
            "scope", "read:contacts delete:contacts profile email basic");

    @InjectRealm(config = OpenRealm.class, lifecycle = LifeCycle.METHOD)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuth
    OAuth oauth;

    @InjectRealmAdmin
    RealmAdmin admin;

    private Registrations registrations;

    @BeforeEach
    void setUp() {
        registrations = new Registrations(realm.getBaseUrl(), "openid-connect");
        LoginEnd.addUser(realm);
        events.skipAll();
    }

    @Test
    void anAnonymousClientAsksOnlyForWhatCanBeGranted() {
        assertThat(registrations.register(null, APPLICATION).status())
                .as("from a host that is not trusted")
                .isEqualTo(403);
        trustThisHost();
        JsonNode client = registrations.accepted(null, APPLICATION);
        String id = client.path("client_id").asText();

        Page consent = login(id);
        Page callback = consent.accept();

        Agreement.assertConsent(consent, admin.people().storedConsent(USER, id), GRANTED);
        assertNarrowed(client, callback);
    }

    @Test
    void aClientWithAnInitialAccessTokenGetsWhatItsUsersHold() {
        JsonNode client = registrations.invited(realm, APPLICATION);
        String id = client.path("client_id").asText();

        TokenAnswer plain = admin.whileOff(() -> oauth.client(id).exchange(login(id), secret(client)));
        assertThat(plain.scope()).as("without the product").contains("delete:contacts");

        assertNarrowed(client, login(id));
    }

    @Test
    void attributesOfARegistrationLoosenNothing() {
        ClientRepresentation asked = Registrations.application("stranger");
        asked.setOptionalClientScopes(CONTACTS);
        asked.setAttributes(Map.of(
                PermissionScopes.REFUSAL, "strip",
                PermissionScopes.PROTECTED, "false",
                PermissionScopes.MATCH, "any",
                PermissionScopes.AUTO_GRANT, "true"));
        JsonNode client = new Registrations(realm.getBaseUrl(), "default").invited(realm, asked);

        assertThat(admin.client("stranger").toRepresentation().getAttributes())
                .containsEntry(PermissionScopes.MATCH, "any");
        assertNarrowed(client, login("stranger"));
    }

    private void assertNarrowed(JsonNode client, Page callback) {
        String id = client.path("client_id").asText(client.path("clientId").asText());
        TokenAnswer answer = oauth.client(id).exchange(callback, secret(client));
        assertThat(answer.status()).as("answer %s", answer.body()).isEqualTo(200);
        assertThat(Agreement.apiScopes(answer.scope())).containsExactlyElementsOf(GRANTED);
        assertThat(Agreement.apiScopes(TokenAnswer.scope(answer.accessClaims())))
                .containsExactlyElementsOf(GRANTED);
        assertThat(Agreement.claimedScopes(answer.accessClaims())).containsExactlyElementsOf(GRANTED);
    }

    private static Map<String, String> secret(JsonNode client) {
        return client.has("client_secret")
                ? Map.of("client_secret", client.path("client_secret").asText())
                : Map.of();
    }

    private Page login(String clientId) {
        return oauth.client(clientId).asking(REQUEST).as(USER).login();
    }

    private void trustThisHost() {
        ComponentRepresentation policy = realm.admin()
                .components()
                .query(null, ClientRegistrationPolicy.class.getName(), "Trusted Hosts")
                .get(0);
        policy.getConfig().put("trusted-hosts", List.of("localhost", "127.0.0.1"));
        realm.admin().components().component(policy.getId()).update(policy);
    }
}
