package io.github.permissionscopes.it.admin;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Answers.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** {@code GET status}: what it finds of scopes, permissions and clients, and that a realm in order has no finding. */
@KeycloakIntegrationTest(config = ProductServer.class)
class StatusIT {

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration rest;

    @Test
    void aRealmThatIsInOrderHasNoFindings() {
        Answer status = rest.get("status");

        assertThat(findings(rest)).isEmpty();
        assertThat(status.body().path("total").asInt()).isZero();
        assertThat(status.body().path("enabled").asBoolean()).isTrue();
        assertThat(status.at("/settings/mode")).isEqualTo("enforce");
        assertThat(status.at("/versions/product")).isNotEmpty();
        assertThat(status.at("/versions/server")).startsWith("26.");
        assertThat(status.all("/seams", "id"))
                .contains(
                        "permission-scopes",
                        "client_credentials",
                        "refresh_token",
                        "urn:openid:params:grant-type:ciba",
                        "default",
                        "permission-scopes-guard");
        assertThat(status.all("/seams", "live")).containsOnly("true");
    }

    @Test
    void whileTheSwitchIsOff() {
        admin.turnSwitch(false);

        assertThat(rest.get("status").body().path("enabled").asBoolean()).isFalse();
        assertThat(findings(rest)).containsExactly("info switch_off realm " + realm.getName());
    }

    @Test
    void aProtectedDefaultScopeOfAClientOrOfNewClients() {
        admin.scopes().makeDefault(READ_CONTACTS, CONTACTS_APP);
        admin.scopes().makeDefaultOfNewClients(READ_CONTACTS);
        assertThat(findings(rest))
                .as("without an attribute")
                .containsExactly(
                        "info default_scope_not_judged client contacts-app",
                        "info default_scope_not_judged client_scope read:contacts");

        admin.scopes().setAttribute(READ_CONTACTS, PermissionScopes.API, CONTACTS_API);

        assertThat(findings(rest))
                .containsExactly(
                        "error protected_default_scope client contacts-app",
                        "error protected_default_scope client_scope read:contacts");
        Answer status = rest.get("status");
        assertThat(status.at("/findings/0/message")).contains(READ_CONTACTS);
        assertThat(status.at("/findings/0/remedy")).contains("permissionScopes.autoGrant");
        assertThat(status.at("/counts/protected_default_scope")).isEqualTo("2");
    }

    @Test
    void aProtectedScopeWithoutPermission() {
        admin.createScope("orphan", CONTACTS_APP, Map.of(PermissionScopes.PROTECTED, "true"));

        assertThat(findings(rest)).containsExactly("warning no_permission client_scope orphan");
    }

    @Test
    void aPermissionThatIsComposite() {
        admin.permissions().compose(CONTACTS_API, DELETE_CONTACTS, READ_CONTACTS);

        assertThat(findings(rest)).containsExactly("warning composite_permission client_scope delete:contacts");
    }

    @Test
    void aScopeThatNobodyCanGet() {
        admin.permissions().create(CONTACTS_API, "export:contacts");
        admin.createScope("export:contacts", CONTACTS_APP, Map.of());
        admin.map("export:contacts", CONTACTS_API, "export:contacts");
        Group below = admin.groups()
                .make("exporters")
                .give(CONTACTS_API, "export:contacts")
                .below("below");
        assertThat(findings(rest))
                .as("a group without members")
                .containsExactly("warning unobtainable_scope client_scope export:contacts");

        below.join("anna");
        assertThat(findings(rest)).as("a member of a group below").isEmpty();

        admin.scopes().unassign("export:contacts", CONTACTS_APP);
        assertThat(findings(rest))
                .as("no client has it")
                .containsExactly("warning unobtainable_scope client_scope export:contacts");
    }

    @Test
    void aClientWithFullScopeAllowed() {
        admin.clients().setFullScope(CONTACTS_APP, true);

        assertThat(findings(rest)).containsExactly("warning full_scope_allowed client contacts-app");
    }

    @Test
    void namesThatDifferOnlyByCase() {
        admin.createScope("Read:Contacts", CONTACTS_APP, Map.of());

        assertThat(findings(rest)).containsExactly("warning name_clash client_scope Read:Contacts");
    }

    @Test
    void onePermissionNameOfTwoApisForOneScope() {
        admin.permissions().create(EVENTS_API, READ_CONTACTS);
        admin.map(READ_CONTACTS, EVENTS_API, READ_CONTACTS);

        assertThat(findings(rest)).containsExactly("warning name_clash client_scope read:contacts");
    }

    @Test
    void oneIdentifierOfTwoApis() {
        admin.clients().setAttribute(EVENTS_API, "resource_url", "https://contacts-api.example");
        assertThat(findings(rest)).containsExactly("warning name_clash client contacts-api");

        admin.clients().setAttribute(EVENTS_API, "resource_url", "contacts-api");
        assertThat(findings(rest))
                .as("the client ID of another API")
                .containsExactly("warning name_clash client contacts-api");
    }

    @Test
    void aScopeThatTokensDoNotName() {
        admin.scopes().setAttribute(READ_CONTACTS, "include.in.token.scope", "false");
        assertThat(findings(rest)).containsExactly("warning not_in_token client_scope read:contacts");
        assertThat(rest.get("status").at("/findings/0/remedy"))
                .contains("Include in token scope", "includeInTokenScope=false");
        assertThat(changes(rest.plan(rest.get("bundle").body())))
                .as("what the remedy says of an exported bundle")
                .isEmpty();

        admin.scopes().unassign(READ_CONTACTS, CONSENT_APP);
        admin.scopes().makeDefault(READ_CONTACTS, CONTACTS_APP);
        assertThat(findings(rest))
                .as("a default scope that only limits roles")
                .containsExactly("info default_scope_not_judged client contacts-app");
    }

    /** The rule meets none of them: no request asks for any. */
    @Test
    void aScopeOfAnotherProtocolIsNoFinding() {
        admin.clients().create("saml-app", app -> {
            app.setProtocol("saml");
            app.setFullScopeAllowed(true);
        });
        admin.permissions().create(CONTACTS_API, "everything");
        admin.permissions().compose(CONTACTS_API, "everything", READ_CONTACTS);
        Map<String, String> attributes = Map.of(
                PermissionScopes.PROTECTED, "true", PermissionScopes.API, "gone", PermissionScopes.MINIMUM_ACR, "gold");
        for (String name : List.of("Read:Contacts", "saml-orphan", "saml-composite")) {
            admin.scopes().createSaml(name, attributes);
            admin.scopes().makeDefault(name, "saml-app");
            admin.scopes().makeDefaultOfNewClients(name);
        }
        admin.map("saml-composite", CONTACTS_API, "everything");

        assertThat(findings(rest)).isEmpty();
    }
}
