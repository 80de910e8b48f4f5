package io.github.permissionscopes.it.rule;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/**
 * A default scope with a composite role, as realms have it to limit the roles in tokens: {@code administer} of the
 * contacts' client has two parts. Anna, who administers in part, holds one of them; Keycloak's own check is content
 * with that.
 */
@KeycloakIntegrationTest(config = ProductServer.class)
class DefaultScopesIT {

    private static final String ADMINISTER = "administer";
    private static final Map<String, String> REFUSED = Map.of(ADMINISTER, "not_permitted");

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration administration;

    /** Without a scope of its own: a default scope is added. */
    private Asking asking;

    @BeforeEach
    void setUp() {
        asking = contactsApp.asking("openid");
        createDefaultScope(realm, admin);
        events.skipAll();
    }

    /** Anna holds a part of its role, Ines holds the role. */
    static void createDefaultScope(ManagedRealm realm, RealmAdmin admin) {
        admin.createScope(ADMINISTER, CONTACTS_APP, CONTACTS_API, ADMINISTER);
        admin.permissions().compose(CONTACTS_API, ADMINISTER, "read:contacts", "delete:contacts");
        admin.scopes().makeDefault(ADMINISTER, CONTACTS_APP);
        realm.addUser(DemoRealm.user("ines"));
        admin.give("ines", CONTACTS_API, ADMINISTER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openid", "openid administer", "openid administer read:contacts"})
    void withoutAnAttributeIsLeftToKeycloak(String request) {
        TokenAnswer answer = contactsApp.asking(request).as("anna").byCode();

        assertThat(answer.scope()).as("answer %s", answer.body()).contains(ADMINISTER);
        assertNothingRefused(next(events, EventType.LOGIN));
        assertThat(contactsApp.refresh(answer).scope()).contains(ADMINISTER);
        JsonNode userinfo = contactsApp.oauth().userinfo(answer.accessToken()).body();
        assertThat(userinfo.has(TestRealm.claim(ADMINISTER))).isTrue();
        assertThat(administration
                        .explain("anna", CONTACTS_APP, request)
                        .path("rejected")
                        .asBoolean(true))
                .isFalse();
        assertThat(findings()).containsExactly("info default_scope_not_judged contacts-app");
    }

    /** What we write ourselves, so that a lost role opens nothing, is nobody's wish. */
    @Test
    void withOurOwnMarkIsLeftToKeycloakToo() {
        admin.scopes().setAttribute(ADMINISTER, PermissionScopes.PROTECTED, "true");
        admin.scopes().setAttribute(ADMINISTER, PermissionScopes.MARKED, "true");

        assertThat(asking.as("anna").byCode().scope()).contains(ADMINISTER);
        assertThat(findings()).containsExactly("info default_scope_not_judged contacts-app");

        admin.scopes().setAttribute(ADMINISTER, PermissionScopes.MARKED, "");
        assertNoToken(asking.as("anna").byCode(), "invalid_scope");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permissionScopes.api=contacts-api",
                "permissionScopes.match=all",
                "permissionScopes.autoGrant=true"
            })
    void withAnAttributeStopsTheLoginsOfWhoMayNotHaveIt(String attribute) {
        String[] keyAndValue = attribute.split("=");
        admin.scopes().setAttribute(ADMINISTER, keyAndValue[0], keyAndValue[1]);

        assertNoToken(asking.as("anna").byCode(), "invalid_scope");
        assertNoToken(contactsApp.asking("openid administer").as("anna").byPassword(), "invalid_scope");
        assertThat(asking.as("ines").byCode().scope()).contains(ADMINISTER);
        assertThat(administration.findings().get(0)).startsWith("error protected_default_scope");
        assertThat(administration.get("status").body().at("/findings/0/message").asText())
                .contains("logins of all users who do not hold role administer of client contacts-api");
    }

    /** A grant names default scopes too; that the client has not asked for this one counts also later. */
    @Test
    void isLostWithoutARejectionByWhoLosesAllOfIt() {
        admin.scopes().setAttribute(ADMINISTER, PermissionScopes.MATCH, "all");
        admin.configure(Map.of("refusal", "reject"));
        TokenAnswer answer = asking.as("ines").byPassword();
        assertThat(answer.scope()).contains(ADMINISTER);

        admin.take("ines", CONTACTS_API, ADMINISTER);
        TokenAnswer refreshed = contactsApp.refresh(answer);
        assertThat(refreshed.scope()).contains("openid").doesNotContain(ADMINISTER);

        admin.give("ines", CONTACTS_API, "read:contacts");
        assertThat(contactsApp.refresh(refreshed).error()).isEqualTo("invalid_scope");
    }

    /**
     * Its owner may have made it a default scope, so the rule is for it without an attribute too, and status says so.
     */
    @Test
    void ofARegisteredClientIsJudgedWithoutAnAttribute() {
        admin.add(DemoRealm.application("registered-app", List.of()).build());
        admin.client("registered-app").regenerateRegistrationAccessToken();
        admin.scopes().makeDefault(ADMINISTER, "registered-app");

        OAuthClient registered = contactsApp.oauth().client("registered-app");
        assertNoToken(registered.asking("openid").as("anna").byPassword(), "invalid_scope");
        assertThat(findings())
                .containsExactly(
                        "error protected_default_scope registered-app", "info default_scope_not_judged contacts-app");
    }

    /** Keycloak opens such a scope to everybody, and nothing of ours says no. */
    @Test
    void thatHasLostItsRoleAndHasNoAttributeIsEverybodys() {
        admin.unmap(ADMINISTER, CONTACTS_API, ADMINISTER);

        assertThat(asking.as("nora").byPassword().scope()).contains(ADMINISTER);
        assertThat(administration
                        .explain("nora", CONTACTS_APP, "openid")
                        .path("rejected")
                        .asBoolean(true))
                .isFalse();
        assertThat(administration.get("status").text()).contains("which gives it to everybody");
    }

    /** Where it must be asked for, the rule is as always: what nobody asks for is not in the token. */
    @Test
    void isJudgedAsEverForClientsOfWhichItIsAnOptionalScope() {
        admin.scopes().unassign(ADMINISTER, CONTACTS_APP);
        admin.client(CONTACTS_APP)
                .addOptionalClientScope(admin.scope(ADMINISTER).getId());

        TokenAnswer answer = contactsApp.asking("openid administer").as("anna").byPassword();

        assertThat(answer.scope()).doesNotContain(ADMINISTER);
        assertRefused(next(events, EventType.LOGIN), "openid administer", REFUSED);
    }

    private List<String> findings() {
        return administration.findings().stream()
                .filter(finding -> finding.contains("default_scope"))
                .toList();
    }
}
