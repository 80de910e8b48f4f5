package io.github.permissionscopes.it.login;

import static io.github.permissionscopes.demo.DemoRealm.CONTACTS_APP;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.representations.idm.AuthenticationExecutionInfoRepresentation;
import org.keycloak.representations.idm.AuthenticatorConfigRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;

/** A client scope gets another name: the conditions of login flows that name it follow. */
@KeycloakIntegrationTest(config = ProductServer.class)
class RenamedScopeIT {

    private static final String FLOW = "second factor";

    @InjectRealm(config = TestRealm.class, lifecycle = LifeCycle.METHOD)
    ManagedRealm realm;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration administration;

    @ParameterizedTest
    @CsvSource({
        "read:contacts##delete:contacts, view:contacts##delete:contacts",
        "'delete:contacts, read:contacts', delete:contacts##view:contacts",
        "read:contacts, view:contacts",
        "delete:contacts, delete:contacts"
    })
    void aConditionFollows(String before, String after) {
        condition(Map.of("when", "given", "scopes", before, "level", "2"));

        rename("read:contacts", "view:contacts");

        assertThat(config().getConfig()).isEqualTo(Map.of("when", "given", "scopes", after, "level", "2"));
        assertThat(config().getAlias()).isEqualTo(FLOW + "-" + PermissionScopes.CONDITION_ID);
    }

    @Test
    void aNameWithACommaIsNoList() {
        admin.createScope("read,write", CONTACTS_APP, Map.of());
        condition(Map.of("when", "given", "scopes", "read,write"));

        rename("read,write", "all,none");

        assertThat(config().getConfig()).containsEntry("scopes", "all,none");
    }

    @Test
    void aChangeOfSomethingElseChangesNothing() {
        condition(Map.of("when", "given", "scopes", "read:contacts, delete:contacts"));

        ClientScopeRepresentation scope = admin.scope("read:contacts");
        scope.setDescription("Read them");
        realm.admin().clientScopes().get(scope.getId()).update(scope);

        assertThat(config().getConfig()).containsEntry("scopes", "read:contacts, delete:contacts");
    }

    @Test
    void aRenameByADefinitionIsFollowed() {
        administration.put("apis/crm-api", Map.of("scopes", List.of(Map.of("name", "read:customers"))));
        condition(Map.of("when", "given", "scopes", "read:customers"));

        var answer = administration.put(
                "apis/crm-api",
                Map.of("scopes", List.of(Map.of("name", "view:customers", "renamedFrom", "read:customers"))));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(config().getConfig()).containsEntry("scopes", "view:customers");
    }

    private void condition(Map<String, String> config) {
        admin.flows().create(FLOW);
        admin.flows().step(FLOW, PermissionScopes.CONDITION_ID, "REQUIRED", config);
    }

    private AuthenticatorConfigRepresentation config() {
        AuthenticationExecutionInfoRepresentation step =
                realm.admin().flows().getExecutions(FLOW).get(0);
        return realm.admin().flows().getAuthenticatorConfig(step.getAuthenticationConfig());
    }

    private void rename(String scope, String newName) {
        ClientScopeRepresentation representation = admin.scope(scope);
        representation.setName(newName);
        realm.admin().clientScopes().get(representation.getId()).update(representation);
    }
}
