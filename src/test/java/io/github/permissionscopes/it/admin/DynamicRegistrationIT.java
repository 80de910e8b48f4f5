package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
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
import org.keycloak.representations.idm.ClientInitialAccessCreatePresentation;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ComponentRepresentation;
import org.keycloak.services.clientregistration.policy.ClientRegistrationPolicy;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.realm.RealmBuilder;

/** Clients that register themselves, in a realm that offers its API scopes to every client. */
@KeycloakIntegrationTest(config = ProductServer.class)
class DynamicRegistrationIT {

    private static final Map<String, Object> APPLICATION = Map.of(
            "client_name", "stranger",
            "redirect_uris", List.of(REDIRECT_URI),
            "token_endpoint_auth_method", "client_secret_post",
            "grant_types", List.of("authorization_code", "refresh_token"),
            "scope", "read:contacts delete:contacts profile email basic");

    static final class OpenRealm extends TestRealm {
        @Override
        public RealmBuilder configure(RealmBuilder realm) {
            super.configure(realm);
            realm.build().setDefaultDefaultClientScopes(List.of("basic", "profile", "email", "roles"));
            realm.build().setDefaultOptionalClientScopes(CONTACTS);
            realm.addClientScopeClientRoleMapping(CONTACTS_API, "delete:contacts", "read:contacts");
            realm.build().getClientScopes().stream()
                    .filter(scope -> scope.getName().equals("delete:contacts"))
                    .forEach(scope -> scope.getAttributes().put(PermissionScopes.MATCH, "all"));
            return realm;
        }
    }

    @InjectRealm(config = OpenRealm.class, lifecycle = LifeCycle.METHOD)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectAdministration
    Administration rest;

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
        JsonNode client = registered(registrations.register(null, APPLICATION));
        String id = client.path("client_id").asText();

        Page consent = login(id);
        Page callback = consent.accept();

        Agreement.assertConsent(consent, admin.storedConsent(USER, id), GRANTED);
        assertNarrowed(client, callback);
    }

    @Test
    void aClientWithAnInitialAccessTokenGetsWhatItsUsersHold() {
        JsonNode client = registered(registrations.register(initialAccessToken(), APPLICATION));
        String id = client.path("client_id").asText();

        TokenAnswer plain = admin.whileOff(() -> oauth.client(id).exchange(login(id), secret(client)));
        assertThat(plain.scope()).as("without the product").contains("delete:contacts");

        assertNarrowed(client, login(id));
    }

    @Test
    void attributesOfARegistrationLoosenNothing() {
        ClientRepresentation asked = stranger("stranger");
        asked.setOptionalClientScopes(CONTACTS);
        asked.setAttributes(Map.of(
                PermissionScopes.REFUSAL, "strip",
                PermissionScopes.PROTECTED, "false",
                PermissionScopes.MATCH, "any",
                PermissionScopes.AUTO_GRANT, "true"));
        JsonNode client =
                registered(new Registrations(realm.getBaseUrl(), "default").register(initialAccessToken(), asked));

        assertThat(admin.client("stranger").toRepresentation().getAttributes())
                .containsEntry(PermissionScopes.MATCH, "any");
        assertNarrowed(client, login("stranger"));
    }

    /** A scope without an attribute of ours is left to Keycloak where it is a default one: an administrator's, not an owner's. */
    @Test
    void anOwnerDoesNotOpenAScopeByMakingItADefaultOne() {
        String scope = "archive:contacts";
        admin.createScope(scope, CONTACTS_APP, Map.of());
        admin.createPermission(CONTACTS_API, scope);
        admin.map(scope, CONTACTS_API, scope);
        realm.admin().addDefaultOptionalClientScope(admin.scope(scope).getId());
        ClientRepresentation asked = stranger("stranger");
        Registrations owner = new Registrations(realm.getBaseUrl(), "default");
        JsonNode client = registered(owner.register(initialAccessToken(), asked));
        admin.client(CONTACTS_API).roles().deleteRole(scope);
        String request = "openid " + scope;
        assertThat(oauth.client("stranger").asking(request).as(USER).byCode().scope())
                .as("as an optional scope")
                .doesNotContain(scope);

        asked.setDefaultClientScopes(List.of(scope));
        asked.setOptionalClientScopes(List.of());
        String token = client.path("registrationAccessToken").asText();
        assertThat(owner.update("stranger", token, asked).status()).isEqualTo(200);
        assertThat(admin.client("stranger").toRepresentation().getDefaultClientScopes())
                .contains(scope);

        assertThat(oauth.client("stranger").asking(request).as(USER).byCode().error())
                .isEqualTo("invalid_scope");
        admin.turnSwitch(false);
        assertThat(oauth.client("stranger").asking(request).as(USER).byCode().scope())
                .as("without the product")
                .contains(scope);
    }

    /** A registration may say that it is an API, and have its names. */
    @Test
    void takesNoNameFromAnApi() {
        String url = "https://contacts-api.example";
        for (String id : List.of(url, "stranger", "urn:client:contacts-api")) {
            ClientRepresentation asked = stranger(id);
            asked.setAttributes(Map.of(
                    PermissionScopes.RESOURCE_URL,
                    url,
                    PermissionScopes.DEFINED,
                    "true",
                    PermissionScopes.API,
                    CONTACTS_API,
                    PermissionScopes.PROTECTED,
                    "true"));
            registered(new Registrations(realm.getBaseUrl(), "default").register(initialAccessToken(), asked));
        }

        for (String name : List.of(url, CONTACTS_API, "urn:client:contacts-api")) {
            TokenAnswer carl = oauth.client(CONTACTS_APP)
                    .asking("openid read:contacts")
                    .as("carl")
                    .with("resource", name)
                    .byPassword();
            OneApi.CONTACTS.assertToken(carl, List.of("read:contacts"));
        }
        assertThat(rest.get("status").body().path("findings"))
                .filteredOn(finding -> finding.path("code").asText().equals("name_clash"))
                .extracting(finding -> finding.path("message").asText().split(" ")[0])
                .containsExactlyInAnyOrder(url, "urn:client:contacts-api");
        ok(rest.define(CONTACTS_API, "{identifier: 'https://contacts.example', scopes: []}"));
        // The name is not taken by who registered it, and what a registration says makes no API.
        ok(rest.define(CONTACTS_API, "{identifier: '" + url + "', scopes: []}"));
        assertStatus(rest.api("stranger"), 404);
    }

    private static ClientRepresentation stranger(String clientId) {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(clientId);
        client.setRedirectUris(List.of(REDIRECT_URI));
        client.setPublicClient(true);
        return client;
    }

    private static JsonNode registered(TokenAnswer answer) {
        assertThat(answer.status()).as("answer %s", answer.body()).isEqualTo(201);
        return answer.body();
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

    private String initialAccessToken() {
        ClientInitialAccessCreatePresentation one = new ClientInitialAccessCreatePresentation();
        one.setCount(1);
        one.setExpiration(60);
        return realm.admin().clientInitialAccess().create(one).getToken();
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
