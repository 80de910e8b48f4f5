package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.it.support.check.Answers.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.definition.DefinitionReader;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** Round trips of realms with odd names, and names that no bundle may use. */
@KeycloakIntegrationTest(config = ProductServer.class)
class RoundTripNamesIT {

    /** Only for where the server is. */
    @InjectRealm
    ManagedRealm realm;

    @InjectNewRealms
    NewRealms realms;

    private RoundTrip one;

    @BeforeEach
    void aRealm() {
        one = RoundTrip.in(realms);
    }

    /** An administrator may use signs in names that no definition takes. What has such a name is left as it is. */
    @Test
    void whatHasANameThatNoDefinitionTakesStays() {
        one.apply("apis: [{clientId: x-api, scopes: [{name: 'x:r', clients: [app]}, {name: 'x:s', roles: [own]}]}]");
        RealmAdmin admin = one.admin();
        String application = "app\u2028";
        String client = "x\ty";
        admin.clients().create(application, app -> app.setPublicClient(true));
        admin.clients().create(client, app -> app.setPublicClient(true));
        admin.scopes().makeOptional("x:r", application);
        admin.permissions().create("x-api", "a\tb");
        admin.permissions().create(client, "c");
        admin.roles().create("r\tb");
        for (String scope : List.of("x:r", "x:s")) {
            admin.map(scope, "x-api", "a\tb");
            admin.map(scope, client, "c");
            admin.scopes().mapRealmRole(scope, "r\tb");
        }
        admin.roles().create("clerk", "x-api", "a\tb");

        one.assertCopied();
        one.apply(
                """
                apis: [{clientId: x-api, clients: [], scopes: [{name: 'x:r', roles: [n]}, {name: 'x:s', roles: [own]}]}]
                roles: [{name: clerk, permissions: {x-api: [n]}}]
                """);

        assertThat(admin.scopes().requiredRoles("x:r")).containsExactlyInAnyOrder("n", "a\tb", "c");
        assertThat(admin.scopes().requiredRoles("x:s")).containsExactlyInAnyOrder("own", "a\tb", "c");
        assertThat(admin.roles().parts("clerk")).containsExactlyInAnyOrder("n", "a\tb");
        assertThat(admin.clients().optionalScopes(application)).contains("x:r");
        one.assertClosed();
    }

    /** By hand two may have one, or one the other's client ID. */
    @Test
    void anIdentifierThatIsAnotherApisNameIsInNoBundle() {
        one.apply(
                """
                apis:
                  - {clientId: 'urn:x:y', scopes: [{name: 'y:r'}]}
                  - {clientId: x-api, scopes: [{name: 'x:r'}]}
                  - {clientId: z-api, identifier: 'https://z.example', scopes: [{name: 'z:r'}]}
                """);
        one.admin().clients().setAttribute("x-api", "resource_url", "urn:x:y");
        assertThat(one.export().findValuesAsText("identifier")).containsExactly("https://z.example");
        one.assertCopied();
        one.admin().clients().setAttribute("x-api", "resource_url", "urn:client:z-api");
        assertThat(one.export().findValuesAsText("identifier")).containsExactly("https://z.example");
        one.assertClosed();
    }

    @Test
    void onlyApplicationsOfOpenIdConnectAskForScopes() {
        one.admin().clients().createSaml("a-saml-client");

        one.assertRefused(TestCase.json("bundle-saml-client.json"), 409, "/apis/0/clients/0");
    }

    @Test
    void whatKeycloakCannotStoreIsSaidByThePlan() {
        one.assertRefused(TestCase.json("bundle-group-256.json"), 400, "/groups/0/path");
    }

    @Test
    void rolesOfKeycloaksOwnKeepTheirNames() {
        for (String role : List.of(
                "offline_access", "uma_authorization", one.admin().roles().defaultRole())) {
            one.assertRefused("roles: [{name: x, renamedFrom: '" + role + "'}]", 409, "/roles/0/renamedFrom");
        }
    }

    /** A name at its limit is stored; names with other signs are, too. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "a/b", " leading", "über 😀", "~1"})
    void namesAreStoredAsTheyAreWritten(String beginning) {
        String name = beginning + "n".repeat(255 - beginning.length());
        String bundle =
                """
                {"apis": [{"clientId": "NAME", "name": "NAME", "scopes":
                    [{"name": "SCOPE", "description": "TEXT", "roles": ["NAME"]}]}],
                 "roles": [{"name": "NAME", "description": "NAME", "permissions": {"NAME": ["NAME"]}}],
                 "groups": [{"path": "/GROUP/GROUP", "roles": ["NAME"]}]}
                """
                        .replace("NAME", name)
                        .replace("SCOPE", "s".repeat(255))
                        .replace("TEXT", "d".repeat(500))
                        .replace("GROUP", name.replace("/", "_"));

        one.apply(DefinitionReader.tree(bundle, false));

        one.assertUnchangedBy(DefinitionReader.tree(bundle, false));
        one.assertCopied();
    }
}
