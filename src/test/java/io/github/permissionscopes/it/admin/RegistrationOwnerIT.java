package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static io.github.permissionscopes.it.support.client.LoginEnd.USER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;

/** What owners say of clients that they have registered: it opens no scope, and takes no name from an API. */
@KeycloakIntegrationTest(config = ProductServer.class)
class RegistrationOwnerIT {

    @InjectRealm(config = OpenRealm.class, lifecycle = LifeCycle.METHOD)
    ManagedRealm realm;

    @InjectAdministration
    Administration rest;

    @InjectOAuth
    OAuth oauth;

    @InjectRealmAdmin
    RealmAdmin admin;

    private Registrations owner;

    @BeforeEach
    void setUp() {
        owner = new Registrations(realm.getBaseUrl(), "default");
        LoginEnd.addUser(realm);
    }

    /**
     * A scope without an attribute of ours is left to Keycloak where it is a default one: an administrator's, not an
     * owner's.
     */
    @Test
    void anOwnerDoesNotOpenAScopeByMakingItADefaultOne() {
        String scope = "archive:contacts";
        admin.createScope(scope, CONTACTS_APP, Map.of());
        admin.permissions().create(CONTACTS_API, scope);
        admin.map(scope, CONTACTS_API, scope);
        realm.admin().addDefaultOptionalClientScope(admin.scope(scope).getId());
        ClientRepresentation asked = Registrations.application("stranger");
        JsonNode client = owner.invited(realm, asked);
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
            ClientRepresentation asked = Registrations.application(id);
            asked.setAttributes(Map.of(
                    PermissionScopes.RESOURCE_URL,
                    url,
                    PermissionScopes.DEFINED,
                    "true",
                    PermissionScopes.API,
                    CONTACTS_API,
                    PermissionScopes.PROTECTED,
                    "true"));
            owner.invited(realm, asked);
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
}
