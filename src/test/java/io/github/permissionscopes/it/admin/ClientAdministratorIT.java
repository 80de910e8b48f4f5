package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Leak.leak;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import jakarta.ws.rs.ForbiddenException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.realm.RealmBuilder;

/**
 * Ines may manage clients and users, and not the realm; an application's owner has its registration access token. Anna
 * may read contacts; that is one of the two roles that {@code delete:contacts} requires, and enough for Keycloak's own
 * check.
 */
@KeycloakIntegrationTest(config = ProductServer.class)
class ClientAdministratorIT {

    private static final String REQUEST = "openid read:contacts delete:contacts";
    private static final Map<String, String> LOOSE = Map.of(
            PermissionScopes.REFUSAL,
            "strip",
            PermissionScopes.PROTECTED,
            "false",
            PermissionScopes.MATCH,
            "any",
            PermissionScopes.AUTO_GRANT,
            "true",
            PermissionScopes.API,
            "nobody",
            "mode",
            "report");

    static final class AdministeredRealm extends TestRealm {
        @Override
        public RealmBuilder configure(RealmBuilder realm) {
            super.configure(realm);
            realm.users(DemoRealm.user("ines").clientRoles("realm-management", "manage-clients", "manage-users"));
            realm.addClientScopeClientRoleMapping(CONTACTS_API, "delete:contacts", "read:contacts");
            realm.build().getClientScopes().stream()
                    .filter(scope -> scope.getName().equals("delete:contacts"))
                    .forEach(scope -> scope.getAttributes().put(PermissionScopes.MATCH, "all"));
            return realm;
        }
    }

    @InjectRealm(config = AdministeredRealm.class, lifecycle = LifeCycle.METHOD)
    ManagedRealm realm;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectOAuthClient(TIMESHEETS_APP)
    OAuthClient timesheetsApp;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    private Keycloak keycloak;
    private RealmAdmin ines;

    @BeforeEach
    void logIn() {
        String server = realm.getBaseUrl().substring(0, realm.getBaseUrl().indexOf("/realms/"));
        keycloak = Keycloak.getInstance(server, realm.getName(), "ines", PASSWORD, "admin-cli");
        realm.cleanup().add(current -> keycloak.close());
        ines = new RealmAdmin(keycloak.realm(realm.getName()));
    }

    @Test
    void attributesAndFullScopeOfAClientLoosenNothing() {
        Leak given = given();

        ines.changeClient(CONTACTS_APP, client -> {
            client.getAttributes().putAll(LOOSE);
            client.setFullScopeAllowed(true);
        });

        assertThat(ines.client(CONTACTS_APP).toRepresentation().getAttributes()).containsAllEntriesOf(LOOSE);
        given.thenNarrowed(READ_CONTACTS);
    }

    @Test
    void whatTheOwnerOfAClientChangesLoosensNothing() {
        Leak given = given();
        ClientRepresentation client = ines.client(CONTACTS_APP).regenerateRegistrationAccessToken();
        String ownersToken = client.getRegistrationAccessToken();
        client.setRegistrationAccessToken(null);
        client.getAttributes().putAll(LOOSE);

        TokenAnswer updated =
                new Registrations(realm.getBaseUrl(), "default").update(CONTACTS_APP, ownersToken, client);

        assertThat(updated.status()).as("answer %s", updated.body()).isEqualTo(200);
        given.thenNarrowed(READ_CONTACTS);
    }

    @Test
    void aScopeThatIsAssignedGivesNothingWithoutThePermission() {
        ines.scopes().makeOptional(READ_CONTACTS, TIMESHEETS_APP);
        ines.scopes().makeOptional(DELETE_CONTACTS, TIMESHEETS_APP);

        leak(admin, () -> timesheetsApp.asking(REQUEST).as("anna").byPassword()).thenNarrowed(READ_CONTACTS);

        ines.scopes().makeDefault(DELETE_CONTACTS, TIMESHEETS_APP);
        assertThat(timesheetsApp.asking("openid").as("anna").byPassword().error())
                .as("as a default scope")
                .isEqualTo("invalid_scope");
    }

    /** Keycloak lets no mapper write this claim. */
    @Test
    void aMapperCannotWriteTheScopeOfAToken() {
        Leak given = given();
        addMapper("oidc-hardcoded-claim-mapper", Map.of("claim.name", "scope", "claim.value", REQUEST));

        given.thenNarrowed(READ_CONTACTS);
    }

    /** Not defended: a resource server that looks at roles, audiences or claims of another name trusts the client. */
    @Test
    void aMapperCanWriteEverythingElse() {
        addMapper("oidc-hardcoded-role-mapper", Map.of("role", CONTACTS_API + ".delete:contacts"));
        addMapper("oidc-hardcoded-claim-mapper", Map.of("claim.name", "scp", "claim.value", "delete:contacts"));
        addMapper("oidc-audience-mapper", Map.of("included.custom.audience", "contacts"));

        JsonNode claims = contactsApp.asking(REQUEST).as("anna").byPassword().accessClaims();

        assertThat(Agreement.apiScopes(TokenAnswer.scope(claims))).isEqualTo(Set.of("read:contacts"));
        assertThat(claims.path("resource_access")
                        .path(CONTACTS_API)
                        .path("roles")
                        .toString())
                .contains("delete:contacts");
        assertThat(claims.path("scp").asText()).isEqualTo("delete:contacts");
        assertThat(claims.path("aud").toString()).contains("\"contacts\"");
    }

    /** Not defended: Keycloak's {@code manage-clients} is for client scopes and their role mappings too. */
    @Test
    void whoMayManageClientsMayChangeTheRule() {
        given().thenNarrowed(READ_CONTACTS);

        ines.scopes().setAttribute("delete:contacts", PermissionScopes.MATCH, "any");

        assertThat(contactsApp.asking(REQUEST).as("anna").byPassword().scope()).contains("delete:contacts");
    }

    @Test
    void whoMayNotManageTheRealmCannotTurnTheSwitch() {
        assertThatThrownBy(() -> ines.theSwitch().get()).isInstanceOf(ForbiddenException.class);
        assertThatThrownBy(() -> ines.configure(Map.of("mode", "report"))).isInstanceOf(ForbiddenException.class);
        var off = admin.theSwitch().get();
        off.setEnabled(false);
        assertThatThrownBy(() -> keycloak.realm(realm.getName())
                        .flows()
                        .updateRequiredAction(PermissionScopes.REQUIRED_ACTION_ID, off))
                .isInstanceOf(ForbiddenException.class);
        assertThatThrownBy(() -> keycloak.realm(realm.getName())
                        .flows()
                        .removeRequiredAction(PermissionScopes.REQUIRED_ACTION_ID))
                .isInstanceOf(ForbiddenException.class);
        assertThatThrownBy(() -> ines.give("ines", "realm-management", "manage-realm"))
                .isInstanceOf(ForbiddenException.class);

        assertThat(admin.theSwitch().get().isEnabled()).isTrue();
        given().thenNarrowed(READ_CONTACTS);
    }

    private void addMapper(String type, Map<String, String> config) {
        ines.client(CONTACTS_APP)
                .getProtocolMappers()
                .createMapper(DemoRealm.mapper(type, type, config))
                .close();
    }

    /** What Anna gets without the product. */
    private Leak given() {
        return leak(admin, () -> contactsApp.asking(REQUEST).as("anna").byPassword());
    }
}
