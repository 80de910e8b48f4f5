package io.github.permissionscopes.it.rule;

import static io.github.permissionscopes.demo.DemoRealm.*;
import static io.github.permissionscopes.it.support.check.EventLog.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.admin.Administration.Answer;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventType;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/**
 * A default scope with a composite role, as realms have it to limit the roles in tokens: {@code administer} of the contacts'
 * client has two parts. Anna, who administers in part, holds one of them; Keycloak's own check is content with that.
 */
@KeycloakIntegrationTest(config = ProductServer.class)
class DefaultScopesIT {

    private static final String ADMINISTER = "administer";
    private static final Map<String, String> REFUSED = Map.of(ADMINISTER, "not_permitted");

    @InjectRealm(config = TestRealm.class)
    ManagedRealm realm;

    @InjectEvents
    Events events;

    @InjectOAuth
    OAuth oauth;

    @InjectOAuthClient(CONTACTS_APP)
    OAuthClient contactsApp;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministration
    Administration administration;

    private String scopeId;

    @BeforeEach
    void setUp() {
        admin.createPermission(CONTACTS_API, ADMINISTER);
        admin.compose(CONTACTS_API, ADMINISTER, "read:contacts", "delete:contacts");
        scopeId = admin.createScope(ADMINISTER, CONTACTS_APP, Map.of());
        admin.map(ADMINISTER, CONTACTS_API, ADMINISTER);
        admin.client(CONTACTS_APP).removeOptionalClientScope(scopeId);
        admin.client(CONTACTS_APP).addDefaultClientScope(scopeId);
        realm.addUser(DemoRealm.user("ines"));
        admin.give("ines", CONTACTS_API, ADMINISTER);
        events.skipAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openid", "openid administer", "openid administer read:contacts"})
    void withoutAnAttributeIsLeftToKeycloak(String request) {
        TokenAnswer answer = contactsApp.asking(request).as("anna").byCode();

        assertThat(answer.scope()).as("answer %s", answer.body()).contains(ADMINISTER);
        assertNothingRefused(next(events, EventType.LOGIN));
        assertThat(contactsApp.refresh(answer).scope()).contains(ADMINISTER);
        assertThat(oauth.userinfo(answer.accessToken()).body().has(TestRealm.claim(ADMINISTER)))
                .isTrue();
        assertThat(explain("anna", request).path("rejected").asBoolean()).isFalse();
        assertThat(findings()).containsExactly("info default_scope_not_judged contacts-app");
    }

    /** What we write ourselves, so that a lost role opens nothing, is nobody's wish. */
    @Test
    void withOurOwnMarkIsLeftToKeycloakToo() {
        admin.setScopeAttribute(ADMINISTER, PermissionScopes.PROTECTED, "true");
        admin.setScopeAttribute(ADMINISTER, PermissionScopes.MARKED, "true");

        assertThat(contactsApp.asking("openid").as("anna").byCode().scope()).contains(ADMINISTER);
        assertThat(findings()).containsExactly("info default_scope_not_judged contacts-app");

        admin.setScopeAttribute(ADMINISTER, PermissionScopes.MARKED, "");
        assertThat(contactsApp.asking("openid").as("anna").byCode().error()).isEqualTo("invalid_scope");
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
        admin.setScopeAttribute(ADMINISTER, keyAndValue[0], keyAndValue[1]);

        assertThat(contactsApp.asking("openid").as("anna").byCode().error()).isEqualTo("invalid_scope");
        assertThat(contactsApp
                        .asking("openid administer")
                        .as("anna")
                        .byPassword()
                        .error())
                .isEqualTo("invalid_scope");
        assertThat(contactsApp.asking("openid").as("ines").byCode().scope()).contains(ADMINISTER);
        JsonNode finding = administration.get("status").body().path("findings").path(0);
        assertThat(finding.path("severity").asText()).isEqualTo("error");
        assertThat(finding.path("code").asText()).isEqualTo("protected_default_scope");
        assertThat(finding.path("message").asText())
                .contains("logins of all users who do not hold role administer of client contacts-api");
    }

    @Test
    void isReportedBeforeItStopsAnything() {
        admin.setScopeAttribute(ADMINISTER, PermissionScopes.MATCH, "all");
        admin.configure(Map.of("mode", "report"));
        store();

        TokenAnswer answer = contactsApp.asking("openid").as("anna").byCode();
        assertThat(answer.scope()).contains(ADMINISTER);
        assertRefused(next(events, EventType.LOGIN), REFUSED, "report");
        assertRefused(next(events, EventType.CODE_TO_TOKEN), REFUSED, "report");
        assertThat(contactsApp.refresh(answer).scope()).contains(ADMINISTER);
        assertRefused(next(events, EventType.REFRESH_TOKEN), REFUSED, "report");
        contactsApp.asking("openid").as("ines").byCode();
        assertNothingRefused(next(events, EventType.LOGIN));

        JsonNode rows = administration.get("report").body().path("rows");
        assertThat(rows.findValuesAsText("scope")).containsExactly(ADMINISTER);
        assertThat(rows.path(0).path("subjects").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openid", "openid administer", "openid read:contacts delete:contacts"})
    void isExplainedAsItIs(String request) {
        admin.setScopeAttribute(ADMINISTER, PermissionScopes.MATCH, "all");

        JsonNode stopped = explain("anna", request);
        assertThat(stopped.path("rejected").asBoolean()).isTrue();
        assertThat(stopped.path("rejection").asText()).isNotEmpty();
        JsonNode refused = answer(stopped, ADMINISTER);
        assertThat(refused.path("verdict").asText()).isEqualTo("refused");
        assertThat(refused.path("reason").asText()).isEqualTo("not_permitted");
        assertThat(refused.path("takesEffect").asBoolean()).isTrue();
        assertThat(refused.path("change").path("roles").findValuesAsText("name"))
                .containsExactly(ADMINISTER);
        assertThat(contactsApp.asking(request).as("anna").byPassword().error()).isEqualTo("invalid_scope");

        JsonNode granted = explain("ines", request);
        assertThat(granted.path("rejected").asBoolean()).isFalse();
        assertThat(answer(granted, ADMINISTER).path("verdict").asText()).isEqualTo("granted");
        assertThat(contactsApp.asking(request).as("ines").byPassword().scope()).contains(ADMINISTER);

        admin.configure(Map.of("mode", "report"));
        JsonNode reported = explain("anna", request);
        assertThat(reported.path("rejected").asBoolean()).isFalse();
        assertThat(answer(reported, ADMINISTER).path("takesEffect").asBoolean(true))
                .isFalse();
    }

    /** Keycloak's own check keeps it out of the tokens of who holds no part of its role. Then there is nothing to stop. */
    @ParameterizedTest
    @CsvSource({
        "strip,  openid,            false",
        "strip,  openid administer, false",
        "reject, openid,            false",
        "reject, openid administer, true"
    })
    void stopsNobodyWhoHoldsNoPartOfIt(String refusal, String request, boolean rejected) {
        admin.setScopeAttribute(ADMINISTER, PermissionScopes.MATCH, "all");
        admin.configure(Map.of("refusal", refusal));

        TokenAnswer answer = contactsApp.asking(request).as("nora").byPassword();
        assertThat(answer.error()).isEqualTo(rejected ? "invalid_scope" : null);
        TokenAnswer code = contactsApp.asking(request).as("nora").byCode();
        if (!rejected) {
            assertThat(answer.scope()).contains("openid").doesNotContain(ADMINISTER);
            assertThat(code.scope()).contains("openid").doesNotContain(ADMINISTER);
        }
        JsonNode explained = explain("nora", request);
        assertThat(explained.path("rejected").asBoolean()).isEqualTo(rejected);
        assertThat(answer(explained, ADMINISTER).path("verdict").asText()).isEqualTo("refused");
        assertThat(answer(explained, ADMINISTER).path("takesEffect").asBoolean())
                .isTrue();
        assertThat(administration
                        .get("status")
                        .body()
                        .path("findings")
                        .path(0)
                        .path("message")
                        .asText())
                .contains("unless the user holds none of its roles and no part of one");
    }

    /** A grant names default scopes too; that the client has not asked for this one counts also later. */
    @Test
    void isLostWithoutARejectionByWhoLosesAllOfIt() {
        admin.setScopeAttribute(ADMINISTER, PermissionScopes.MATCH, "all");
        admin.configure(Map.of("refusal", "reject"));
        TokenAnswer answer = contactsApp.asking("openid").as("ines").byPassword();
        assertThat(answer.scope()).contains(ADMINISTER);

        admin.take("ines", CONTACTS_API, ADMINISTER);
        TokenAnswer refreshed = contactsApp.refresh(answer);
        assertThat(refreshed.scope()).contains("openid").doesNotContain(ADMINISTER);

        admin.give("ines", CONTACTS_API, "read:contacts");
        assertThat(contactsApp.refresh(refreshed).error()).isEqualTo("invalid_scope");
    }

    /** Its owner may have made it a default scope, so the rule is for it without an attribute too, and status says so. */
    @Test
    void ofARegisteredClientIsJudgedWithoutAnAttribute() {
        realm.admin()
                .clients()
                .create(DemoRealm.application("registered-app", List.of()).build())
                .close();
        try {
            admin.client("registered-app").regenerateRegistrationAccessToken();
            admin.client("registered-app").addDefaultClientScope(scopeId);

            assertThat(oauth.client("registered-app")
                            .asking("openid")
                            .as("anna")
                            .byPassword()
                            .error())
                    .isEqualTo("invalid_scope");
            assertThat(findings())
                    .containsExactly(
                            "error protected_default_scope registered-app",
                            "info default_scope_not_judged contacts-app");
        } finally {
            admin.client("registered-app").remove();
        }
    }

    /** Keycloak opens such a scope to everybody, and nothing of ours says no. */
    @Test
    void thatHasLostItsRoleAndHasNoAttributeIsEverybodys() {
        admin.unmap(ADMINISTER, CONTACTS_API, ADMINISTER);

        assertThat(contactsApp.asking("openid").as("nora").byPassword().scope()).contains(ADMINISTER);
        assertThat(explain("nora", "openid").path("rejected").asBoolean()).isFalse();
        assertThat(administration.get("status").text()).contains("which gives it to everybody");
    }

    /** Where it must be asked for, the rule is as always: what nobody asks for is not in the token. */
    @Test
    void isJudgedAsEverForClientsOfWhichItIsAnOptionalScope() {
        admin.client(CONTACTS_APP).removeDefaultClientScope(scopeId);
        admin.client(CONTACTS_APP).addOptionalClientScope(scopeId);

        TokenAnswer answer = contactsApp.asking("openid administer").as("anna").byPassword();

        assertThat(answer.scope()).doesNotContain(ADMINISTER);
        assertRefused(next(events, EventType.LOGIN), "openid administer", REFUSED);
    }

    private void store() {
        var config = realm.admin().getRealmEventsConfig();
        config.setEventsEnabled(true);
        config.setEnabledEventTypes(
                Arrays.stream(EventType.values()).map(EventType::name).toList());
        realm.admin().updateRealmEventsConfig(config);
        realm.admin().clearEvents();
    }

    private JsonNode explain(String user, String scope) {
        Answer answer = administration.post("explain", Map.of("user", user, "client", CONTACTS_APP, "scope", scope));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body();
    }

    private static JsonNode answer(JsonNode explained, String scope) {
        for (JsonNode answer : explained.path("scopes")) {
            if (answer.path("scope").asText().equals(scope)) {
                return answer;
            }
        }
        throw new AssertionError("no answer about " + scope + " in " + explained);
    }

    private List<String> findings() {
        List<String> findings = new ArrayList<>();
        administration.get("status").body().path("findings").forEach(finding -> {
            if (finding.path("code").asText().contains("default_scope")) {
                findings.add(finding.path("severity").asText() + " "
                        + finding.path("code").asText() + " "
                        + finding.path("object").path("name").asText());
            }
        });
        return findings;
    }
}
