package io.github.permissionscopes.grants;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.resource.TargetApi;
import io.github.permissionscopes.resource.TargetInScope;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

/** No client can make a grant, nor move one to another user, client or scope. */
class SealedGrantTest {

    private static final String SEAL = "permissionScopes.seal=";

    private final FakeRealm realm = FakeRealm.enforcing();
    private final KeycloakSession session = new FakeSession(realm).model();
    private final SealedGrant grant = new SealedGrant(ScopeList.parse("openid read:contacts"), 2);

    @Test
    void opensWithWhatItIsBoundTo() {
        ScopeList sealed = grant.seal(session, realm.model(), "app", "anna");

        assertThat(SealedGrant.open(session, realm.model(), ScopeList.parse(sealed.toString()), "app", "anna"))
                .contains(grant);
        assertThat(SealedGrant.isSealed(sealed)).isTrue();
        assertThat(sealed.names()).startsWith("openid", "read:contacts").hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"app, carl", "other, anna", "anna, app", "appa, nna"})
    void opensForNobodyElse(String client, String user) {
        ScopeList sealed = grant.seal(session, realm.model(), "app", "anna");

        assertThat(SealedGrant.open(session, realm.model(), sealed, client, user))
                .isEmpty();
    }

    @Test
    void opensWithNoOtherScopeAndNoOtherLevel() {
        ScopeList sealed = grant.seal(session, realm.model(), "app");
        String token = sealed.names().get(2);

        assertThat(List.of(
                        "openid delete:contacts " + token,
                        "openid read:contacts delete:contacts " + token,
                        "openid " + token,
                        "openid read:contacts " + token.replace(SEAL + 2, SEAL + 3),
                        "openid read:contacts " + token + "x",
                        "openid read:contacts " + SEAL + "2." + SEAL + "forged " + token))
                .allSatisfy(
                        forged -> assertThat(SealedGrant.open(session, realm.model(), ScopeList.parse(forged), "app"))
                                .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "openid", SEAL, SEAL + "2", SEAL + "2.", SEAL + "x.y", SEAL + "2.forged"})
    void isNoneWithoutASealOfTheRealm(String stored) {
        ScopeList scope = ScopeList.parse(stored);

        assertThat(SealedGrant.open(session, realm.model(), scope, "app")).isEmpty();
        assertThat(SealedGrant.isSealed(scope)).isEqualTo(stored.startsWith(SEAL));
    }

    @Test
    void takesOutWhatAClientSendsUnderOurNames() {
        ScopeList sent = TargetInScope.add(ScopeList.parse("openid " + SEAL + "1.x"), TargetApi.unknown("api"))
                .and(ScopeList.parse(SEAL + "read"));

        assertThat(SealedGrant.withoutOurs(sent).toString()).isEqualTo("openid");
        assertThat(SealedGrant.withoutOurs(ScopeList.parse("openid read"))).isEqualTo(ScopeList.parse("openid read"));
    }

    @Test
    void isAsLongForEveryGrantAndStandsInAScope() {
        String one = Seal.of(session, realm.model(), List.of("a"));
        String other = Seal.of(session, realm.model(), List.of("b", "a very long scope of a grant"));

        assertThat(one).hasSameSizeAs(other).isNotEqualTo(other).matches("[A-Za-z0-9_-]{22}");
        assertThat(Seal.isOf(session, realm.model(), one, List.of("a"))).isTrue();
        assertThat(Seal.isOf(session, realm.model(), one, List.of("b"))).isFalse();
    }

    /** No two lists of parts are the same bytes. */
    @Test
    void tellsPartsApart() {
        assertThat(Seal.of(session, realm.model(), List.of("ab", "c")))
                .isNotEqualTo(Seal.of(session, realm.model(), List.of("a", "bc")))
                .isNotEqualTo(Seal.of(session, realm.model(), List.of("abc")));
    }

    @Test
    void carriesTheNameOfAnApiForOneClient() {
        ClientModel app = realm.client("app");
        String kept = SealedTarget.seal(session, app, "https://contacts.example/a b");

        assertThat(SealedTarget.open(session, app, kept)).contains("https://contacts.example/a b");
        assertThat(SealedTarget.open(session, realm.client("other"), kept)).isEmpty();
        assertThat(SealedTarget.open(session, app, "https://contacts.example")).isEmpty();
        assertThat(SealedTarget.open(session, app, null)).isEmpty();
    }
}
