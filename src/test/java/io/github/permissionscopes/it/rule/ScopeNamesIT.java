package io.github.permissionscopes.it.rule;

import static io.github.permissionscopes.demo.DemoRealm.CONTACTS_API;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/**
 * One requested token, several client scopes: with parameterized scopes {@code pay:all} is the scope of that name, or
 * {@code pay} with the value {@code all}; which one, is up to the order of a hash table. And names are compared without
 * regard to case, where Keycloak does not look at them before. Keycloak's own check would give Anna each of the
 * protected ones.
 */
@KeycloakIntegrationTest(config = ExperimentalServer.class)
class ScopeNamesIT {

    private static final String ANNA = HostileRealm.USER;
    private static final String CARL = "carl";
    private static final String ORPHAN = "orphan";

    @InjectRealm(config = HostileRealm.class)
    ManagedRealm realm;

    @InjectOAuthClient(value = EveryGrantClient.ID, confidential = true)
    OAuthClient client;

    @InjectOAuthClient(value = EveryGrantClient.LEGACY_ID, confidential = true)
    OAuthClient legacyClient;

    @InjectRealmAdmin
    RealmAdmin admin;

    @BeforeEach
    void setUp() {
        create(ORPHAN, Map.of(PermissionScopes.PROTECTED, "true"));
        create(
                "pay",
                Map.of(
                        "is.parameterized.scope", "true",
                        "parameterized.scope.type", "string",
                        "parameterized.scope.repeatable", "true"));
        create("pay:all", Map.of());
        admin.requireAll("pay", CONTACTS_API, "read:contacts", "delete:contacts");
    }

    private void create(String name, Map<String, String> attributes) {
        String id = admin.createScope(name, EveryGrantClient.ID, attributes);
        admin.client(EveryGrantClient.LEGACY_ID).addOptionalClientScope(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pay:all", "pay:some", "PAY:ALL", "Pay:all", "pay", "PAY", "ORPHAN", "Orphan"})
    void noNameIsAWayAroundInAnyGrant(String name) {
        Asking anna = client.asking("openid " + name).as(ANNA);
        assertNothing("password", anna.byPassword());
        assertNothing("client credentials", client.asking(name).byClientCredentials());
        if (anna.open().parameter("error") == null) {
            assertNothing("code", anna.byCode());
        }
        Device asked = anna.device();
        if (asked.answer().status() == 200) {
            asked.verify(ANNA).accept();
            assertNothing("device", asked.poll());
        }
        assertNothing("CIBA", askedBackchannel(anna));
        assertNothing(
                "exchange",
                anna.byTokenExchange(
                        client.asking("openid read:contacts").as(ANNA).byPassword()));
        assertNothing(
                "legacy exchange",
                legacyClient
                        .asking("openid " + name)
                        .byTokenExchange(legacyClient.asking("openid").as(ANNA).byPassword()));
    }

    /** Where the grant was made while nobody looked. */
    @ParameterizedTest
    @CsvSource({"orphan, ORPHAN", "orphan, orphan", "pay:some, pay:some", "pay:all, pay:all"})
    void whatAGrantHasIsLostWhenItIsUsed(String granted, String asked) {
        admin.turnSwitch(false);
        TokenAnswer tokens = client.asking("openid " + granted).as(ANNA).byPassword();
        TokenAnswer subject = legacyClient.asking("openid " + granted).as(ANNA).byPassword();
        assertThat(tokens.scope()).as("without the product").contains(granted);
        admin.turnSwitch(true);

        assertNothing("refresh", client.refresh(tokens));
        assertNothing("refresh of a part", client.asking(asked).byRefresh(tokens));
        assertNothing("legacy exchange", legacyClient.asking(asked).byTokenExchange(subject));
    }

    /** With the switch off, the device gets it: Keycloak does not look at a device's scopes before it takes them. */
    @Test
    void anotherCaseLeaksWithoutTheProduct() {
        admin.turnSwitch(false);
        assertThat(client.asking("openid ORPHAN").as(ANNA).byDevice().scope()).contains(ORPHAN);
    }

    @Test
    void whoMayHaveAllThatItStandsForGetsIt() {
        for (String scope : List.of("pay:all", "pay:some")) {
            TokenAnswer answer = client.asking("openid " + scope).as(CARL).byCode();
            assertThat(answer.scope()).as("answer %s", answer.body()).contains(scope);
            assertThat(client.refresh(answer).scope()).contains(scope);
        }
    }

    /** Anna may have the scope of that name, and not the other one that the name may stand for. */
    @Test
    void whatANameMayStandForIsNotAddedUnasked() {
        admin.scopes().setAttribute("pay:all", PermissionScopes.AUTO_GRANT, "true");
        admin.map("pay:all", CONTACTS_API, "read:contacts");
        assertNothingAdded();

        admin.scopes().setAttribute("pay", PermissionScopes.AUTO_GRANT, "true");
        assertNothingAdded();
        assertThat(client.asking("openid").as(CARL).byPassword().scope()).contains("pay:all");

        admin.client(EveryGrantClient.ID)
                .removeOptionalClientScope(admin.scope("pay").getId());
        assertThat(client.asking("openid").as(ANNA).byPassword().scope())
                .as("where it stands for nothing else")
                .contains("pay:all");
    }

    /** The grants go on without it; nothing that was not asked for stops them. */
    private void assertNothingAdded() {
        Asking anna = client.asking("openid").as(ANNA);
        Map<String, TokenAnswer> answers = Map.of(
                "password", anna.byPassword(),
                "client credentials", anna.byClientCredentials(),
                "code", anna.byCode(),
                "device", anna.byDevice(),
                "CIBA", anna.byBackchannel());
        answers.forEach((grant, answer) -> {
            assertThat(answer.status()).as("%s: %s", grant, answer.body()).isEqualTo(200);
            assertNothing(grant, answer);
        });
    }

    /** What the guard looks at: of the token's names none is a client scope's. */
    @Test
    void aDefaultScopeOfTheNameInAnotherCaseIsItself() {
        admin.createScope("Orphan", EveryGrantClient.ID, Map.of());
        admin.scopes().makeDefault("Orphan", EveryGrantClient.ID);
        TokenAnswer answer = client.asking("openid").as(ANNA).byPassword();
        assertThat(answer.status()).as("answer %s", answer.body()).isEqualTo(200);
        assertThat(answer.scope()).contains("Orphan").doesNotContain(ORPHAN);
    }

    private TokenAnswer askedBackchannel(Asking asking) {
        try (AuthenticationDevice phone = new AuthenticationDevice(realm.getBaseUrl())) {
            TokenAnswer asked = asking.backchannel();
            if (asked.status() != 200) {
                return asked;
            }
            phone.approve();
            return client.fetch(asked);
        }
    }

    /** Neither the names nor what the scopes bring. */
    private static void assertNothing(String grant, TokenAnswer answer) {
        if (answer.status() != 200) {
            assertThat(answer.error()).as(grant).isIn("invalid_scope", "invalid_grant", "invalid_request");
            return;
        }
        assertThat(answer.scope()).as(grant).noneMatch(scope -> scope.toLowerCase(Locale.ROOT)
                .matches("orphan|pay.*"));
        for (String scope : List.of(ORPHAN, "pay", "pay:all")) {
            assertThat(answer.accessClaims().has(TestRealm.claim(scope)))
                    .as("%s: claim of %s in %s", grant, scope, answer.accessClaims())
                    .isFalse();
        }
    }
}
