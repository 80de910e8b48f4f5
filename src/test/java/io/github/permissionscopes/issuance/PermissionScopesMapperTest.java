package io.github.permissionscopes.issuance;

import static io.github.permissionscopes.issuance.TestMapper.claim;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeUserSession;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.ClientModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.AccessTokenResponse;

/** What a mapper of ours makes of a token: Anna may read contacts and events, and delete nothing. */
class PermissionScopesMapperTest {

    private final TestMapper mapper = new TestMapper();
    private final FakeRealm realm = mapper.realm();
    private final ClientModel app = mapper.app();
    private final FakeUserSession login = mapper.login();
    private final Map<String, String> config = mapper.config();
    private final AccessToken token = mapper.token();

    @ParameterizedTest
    @CsvSource({
        "email read:contacts delete:contacts, email read:contacts",
        "delete:contacts, ''",
        "read:notes, ''",
        "email, email"
    })
    void takesOutWhatGotPastTheOthers(String scope, String left) {
        assertThat(mapper.transformed(scope).getScope()).isEqualTo(left);
        assertThat(token.getOtherClaims()).as("nothing else is configured").isEmpty();
        assertThat(mapper.answered(scope)).isEqualTo(left);
    }

    @Test
    void leavesWhatTheLevelOfTheLoginSufficesFor() {
        login.notes(app).put("level-of-authentication", "2");

        assertThat(mapper.transformed("read:notes").getScope()).isEqualTo("read:notes");
        assertThat(mapper.answered("read:notes")).isEqualTo("read:notes");
        assertThat(mapper.introspected().getScope()).isEqualTo("read:notes");
    }

    @Test
    void changesNothingWhereTheRealmOnlyReports() {
        realm.setting("mode", "report");

        assertThat(mapper.transformed("delete:contacts").getScope()).isEqualTo("delete:contacts");
        assertThat(mapper.answered("delete:contacts")).isEqualTo("delete:contacts");
    }

    @Test
    void doesNothingButTakeOutWhereItIsNotForAccessTokens() {
        config.put("token.dialect", "rfc9068");
        config.put("permissions.include", "granted");
        config.put("access.token.claim", "false");

        assertThat(mapper.transformed("delete:contacts").getScope()).isEmpty();
        assertThat(token.getOtherClaims()).isEmpty();
        assertThat(token.getAudience()).isNull();
    }

    /** RFC 7662: by the best login of the session, since the one that asks is the API. */
    @ParameterizedTest
    @CsvSource({"email read:contacts delete:contacts, email read:contacts", "read:notes, ''"})
    void tellsAnApiWhatIsLeftOfAToken(String scope, String left) {
        config.put("permissions.include", "granted");
        token.setScope(scope);

        mapper.introspected();

        assertThat(token.getScope()).isEqualTo(left);
        assertThat(claim(token)).isEqualTo(scope.startsWith("email") ? List.of("read:contacts") : List.of());
    }

    @Test
    void keepsAllElseOfAResponse() {
        AccessTokenResponse response = new AccessTokenResponse();
        response.setToken("token");
        response.setTokenType("Bearer");
        response.setExpiresIn(60);
        response.setRefreshToken("refresh");
        response.setRefreshExpiresIn(600);
        response.setIdToken("id");
        response.setNotBeforePolicy(7);
        response.setSessionState("session");
        response.setScope("email delete:contacts");
        response.setOtherClaims("other", "claim");

        AccessTokenResponse checked = mapper.answer(response);

        assertThat(checked.getScope()).isEqualTo("email");
        response.setScope("email");
        assertThat(checked).usingRecursiveComparison().ignoringFields("check").isEqualTo(response);
    }
}
