package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;

/** Definitions of what is there already: made by hand, half undone, or left behind. */
@KeycloakIntegrationTest(config = ProductServer.class)
class AdoptionIT {

    private static final String EXPORT = "export:contacts";
    private static final String CRM = "crm-api";
    private static final String READ = "read:customers";

    @InjectRealm(config = TestRealm.class, lifecycle = LifeCycle.METHOD)
    ManagedRealm realm;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration rest;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @Test
    void anApiWhoseClientIsGoneIsDefinedAgain() {
        define("{name: read:customers, description: See your customers}");
        admin.client(CRM).remove();

        define("{name: read:customers, description: See your customers}");

        admin.give("anna", CRM, READ);
        assertThat(granted("anna", READ)).contains(READ);
        assertThat(granted("carl", READ)).doesNotContain(READ);
    }

    /**
     * A role may also be mapped to a scope that is no OpenID Connect client's, for SAML. No definition is about that
     * one.
     */
    @Test
    void leavesTheScopesOfOtherProtocolsAlone() {
        define("{name: read:customers}, {name: delete:customers}");
        admin.scopes().createSaml("saml-customers", Map.of());
        admin.map("saml-customers", CRM, "read:customers");

        assertThat(rest.api(CRM).all("/scopes", "name")).containsExactly("read:customers", "delete:customers");
        Answer taken = rest.define(CRM, "scopes: [{name: saml-customers, description: See them}]");
        assertThat(assertStatus(taken, 409).text()).contains("of another protocol");
        ok(rest.define(CRM, "scopes: [{name: delete:customers, description: Delete your customers}]"));

        assertThat(admin.scope("saml-customers").getProtocol()).isEqualTo("saml");
        assertThat(admin.clients().permissions(CRM))
                .as("the SAML scope still has it")
                .contains("read:customers");
    }

    @Test
    void whatWasWrittenByHandIsExportedAsItIs() {
        admin.scopes().setAttribute("read:contacts", "consent.screen.text", "${base}/items/{id}");
        admin.scopes().setAttribute("delete:contacts", PermissionScopes.MINIMUM_ACR, " 2 ");
        admin.scopes().mapRealmRole("read:timesheets", "offline_access");

        assertNothingToChange(rest);
    }

    /** Both APIs say the level of the scope that they share, without the spaces. */
    @Test
    void aSharedScopeIsExportedAsItIs() {
        admin.permissions().create("events-api", "delete:contacts");
        admin.map("delete:contacts", "events-api", "delete:contacts");
        admin.scopes().setAttribute("delete:contacts", PermissionScopes.MINIMUM_ACR, " 2 ");

        assertNothingToChange(rest);
    }

    @Test
    void aRealmRoleThatAScopeRequiresIsExported() {
        admin.roles().create("staff");
        admin.scopes().mapRealmRole("read:contacts", "staff");

        JsonNode bundle = rest.get("bundle").body();

        assertThat(bundle.path("roles").findValuesAsText("name")).contains("staff");
        assertNothingToChange(rest);
    }

    /** It would be the other API's, with the next definition of which the realm role would go. */
    @ParameterizedTest
    @ValueSource(strings = {"books-api", "zoo-api"})
    void aScopeThatIsAnApisByItsAttributeAloneIsTakenByNobody(String other) {
        scopeOfStaff(Map.of(PermissionScopes.API, CONTACTS_API));
        String sharing = "{clientId: %s, scopes: [{name: '%s', roles: [exporter]}]}".formatted(other, EXPORT);

        assertRefused(rest, "apis: [" + sharing + "]", 409, "/apis/0/scopes/0/name");
        assertThat(rest.api(CONTACTS_API).all("/scopes", "name")).contains(EXPORT);
        assertThat(granted("anna", EXPORT)).contains(EXPORT);

        String both =
                "apis: [%s, {clientId: %s, scopes: [{name: 'read:contacts'}, {name: 'delete:contacts'}, {name: '%s', roles: ['%s', {role: staff}]}]}]"
                        .formatted(sharing, CONTACTS_API, EXPORT, EXPORT);
        assertAppliedOnce(both);
        assertThat(rest.api(CONTACTS_API).text()).contains("\"staff\"");
        assertThat(granted("anna", EXPORT)).contains(EXPORT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"books-api", "zoo-api"})
    void whoSharesAScopeDoesNotDescribeIt(String other) {
        admin.permissions().create(CONTACTS_API, EXPORT);
        scopeOfStaff(Map.of());
        admin.map(EXPORT, CONTACTS_API, EXPORT);
        JsonNode before = rest.get("bundle").body();

        assertAppliedOnce("apis: [{clientId: %s, scopes: [{name: '%s'}]}]".formatted(other, EXPORT));

        assertThat(rest.api(CONTACTS_API).text()).contains("\"staff\"");
        assertThat(granted("anna", EXPORT)).contains(EXPORT);
        assertAppliedOnce(
                "apis: [{clientId: %s, scopes: [{name: 'delete:contacts'}, {name: '%s', description: Export them}, {name: 'read:contacts'}]}]"
                        .formatted(CONTACTS_API, EXPORT));
        assertNothingToChange(rest);
        assertStatus(rest.delete("apis/" + other), 204);
        assertThat(rest.get("bundle").text().replace("\"description\":\"Export them\",", ""))
                .isEqualTo(before.toString());
        assertThat(granted("anna", EXPORT)).contains(EXPORT);
    }

    @Test
    void noScopeIsNamedLikeTheKeyOfAMessage() {
        assertProblem(rest.define(CRM, "scopes: [{name: '${base}/items/{id}'}]"), 400, "/scopes/0/name");
    }

    /** An export scope that requires the realm role {@code staff}, which Anna has. */
    private void scopeOfStaff(Map<String, String> attributes) {
        admin.roles().create("staff");
        admin.createScope(EXPORT, CONTACTS_APP, attributes);
        admin.scopes().mapRealmRole(EXPORT, "staff");
        admin.giveRole("anna", "staff");
    }

    /** The same again changes nothing. */
    private void assertAppliedOnce(String bundle) {
        assertThat(changes(rest.apply(bundle))).isNotEmpty();
        assertThat(lines(rest.plan(bundle))).isEmpty();
        assertThat(lines(rest.apply(bundle))).isEmpty();
    }

    private void define(String scope) {
        assertStatus(rest.define(CRM, "{clients: [contacts-app], scopes: [" + scope + "]}"), 200, 201);
    }

    private Set<String> granted(String user, String scope) {
        return contactsApp.asking("openid " + scope).as(user).byPassword().scope();
    }
}
