package io.github.permissionscopes.tokenendpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.KeycloakFeatures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.CorsErrorResponseException;

/** What an exchange of Anna's token gives, of which she may read contacts. That Keycloak obeys it: TokenExchangeIT. */
class TokenExchangeEnforcementTest {

    @RegisterExtension
    static final KeycloakFeatures FEATURES = KeycloakFeatures.usual();

    private final TestExchange exchange = new TestExchange();
    private final FakeRealm realm = exchange.realm();
    private final FakeSession session = exchange.session();
    private final AccessToken token = exchange.token();

    @ParameterizedTest
    @CsvSource({
        "openid read:contacts delete:contacts, openid read:contacts",
        "delete:contacts, ' '",
        "'read:contacts  openid', 'read:contacts  openid'",
        "read:notes, ' '",
        ", "
    })
    void asksForWhatTheUserMayHave(String scope, String asked) {
        exchange.ask(scope);

        assertThat(exchange.enforced().parameter("scope")).isEqualTo(asked);
    }

    @Test
    void changesNothingWhereTheRealmOnlyReports() {
        realm.setting("mode", "report");
        exchange.ask("delete:contacts");

        assertThat(exchange.enforced().parameter("scope")).isEqualTo("delete:contacts");
    }

    @Test
    void isRejectedWhereTheRealmSaysSo() {
        realm.setting("refusal", "reject");
        exchange.ask("delete:contacts");

        assertThatThrownBy(exchange::enforced)
                .isInstanceOf(CorsErrorResponseException.class)
                .hasMessage("invalid_scope");
    }

    /** The legacy exchange gives what the token has, and where something is asked for, what of it the token has. */
    @ParameterizedTest
    @CsvSource({
        ", openid read:contacts",
        "read:contacts delete:contacts, read:contacts",
        "delete:contacts, ''",
        "read:contacts, read:contacts"
    })
    void inheritsTheScopesOfTheTokenInALegacyExchange(String scope, String asked) {
        session.from(exchange.legacy());
        exchange.ask(scope);

        assertThat(exchange.enforced().parameter("scope")).isEqualTo(asked);
    }

    @Test
    void asksForItsOwnScopesInALegacyExchangeOfATokenWithoutAny() {
        session.from(exchange.legacy());
        token.setScope(null);
        exchange.ask("openid delete:contacts");

        assertThat(exchange.enforced().parameter("scope")).isEqualTo("openid");
    }

    @Test
    void isJudgedByTheScopesOfTheClientThatALegacyTokenIsFor() {
        realm.client("target", realm.scope("delete:contacts"));
        session.from(exchange.legacy()).with("audience", "target");
        exchange.ask("delete:contacts");

        assertThat(exchange.enforced().parameter("scope"))
                .as("not protected there")
                .isEqualTo("delete:contacts");
    }

    @ParameterizedTest
    @CsvSource({"carl, ''", "user:carl, ''", "anna, read:contacts"})
    void isForTheUserThatIsNamed(String subject, String asked) {
        realm.user("carl");
        session.with("requested_subject", subject);
        exchange.ask("read:contacts");

        assertThat(exchange.enforced().parameter("scope")).isEqualTo(asked);
    }

    /** Another user has not logged in. */
    @Test
    void isOfNoLevelForAnotherUser() {
        exchange.notes().put("level-of-authentication", "2");
        token.setScope("openid read:notes");
        exchange.ask("openid read:notes");
        assertThat(exchange.enforced().parameter("scope")).isEqualTo("openid read:notes");

        session.with("requested_subject", "anna");
        assertThat(exchange.enforced().parameter("scope")).isEqualTo("openid");
    }

    @Test
    void isRejectedWhereNobodyCanBeJudged() {
        token.setSessionId(null);
        exchange.ask("delete:contacts");

        assertThatThrownBy(exchange::enforced).isInstanceOf(CorsErrorResponseException.class);
        realm.setting("mode", "report");
        assertThat(exchange.enforced().parameter("scope")).isEqualTo("delete:contacts");
    }

    @Test
    void isLeftToKeycloakWhereNobodyCanBeJudgedAndNothingIsAskedFor() {
        token.setSessionId(null);
        exchange.ask(null);

        assertThat(exchange.enforced().state().lastRuling()).isEmpty();
    }

    @Test
    void isJudgedByTheSubjectOfATokenWithoutSession() {
        token.setSessionId(null);
        token.subject("user:anna");
        exchange.ask("read:contacts delete:contacts");

        assertThat(exchange.enforced().parameter("scope")).isEqualTo("read:contacts");
    }

    @Test
    void leavesATokenOfSomebodyElseToKeycloak() {
        session.with("subject_token", "external").with("scope", "delete:contacts");

        assertThat(exchange.enforced().parameter("scope")).isEqualTo("delete:contacts");
    }

    /** Keycloak takes the exchange for a login without a level. */
    @Test
    void leavesTheLoginItsLevel() {
        exchange.ask("read:contacts");
        GrantRequest request = exchange.enforced();
        exchange.notes().remove("level-of-authentication");

        request.putBack();

        assertThat(exchange.notes()).containsEntry("level-of-authentication", "1");
    }

    @Test
    void leavesTheLevelToKeycloakWhereNothingIsEnforcedOrNobodyHasLoggedIn() {
        realm.setting("mode", "report");
        exchange.ask("read:contacts");
        assertThat(exchange.enforced().afterwards()).isEmpty();

        realm.setting("mode", "enforce");
        FakeSession other = exchange.by(exchange.legacy());
        GrantRequest request = exchange.enforced(other.with("subject_token", other.encode(token)));
        assertThat(request.afterwards()).isEmpty();
    }
}
