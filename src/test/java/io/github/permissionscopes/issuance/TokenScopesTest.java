package io.github.permissionscopes.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.authorization.Authorizers;
import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.decision.Verdict.Granted;
import io.github.permissionscopes.decision.Verdict.Refused;
import io.github.permissionscopes.fake.Fake;
import io.github.permissionscopes.fake.FakeContacts;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.FakeUserSession;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;

/** The last look at a token's scopes, of which Anna may read and may not delete. */
class TokenScopesTest {

    private final FakeContacts contacts = new FakeContacts();
    private final FakeRealm realm = contacts.realm();
    private final RoleModel reader = contacts.read();
    private final ClientScopeModel read = contacts.scope("read:contacts");
    private final ClientScopeModel email = contacts.scope("email");
    private final ClientModel app = contacts.app();
    private final UserModel anna = contacts.anna();
    private final FakeUserSession login = contacts.login(0);
    private final FakeSession session = new FakeSession(realm).from(app);

    @Test
    void tellWhatIsPermittedAndOfWhichApi() {
        TokenScopes scopes = judged("email read:contacts delete:contacts").orElseThrow();

        assertThat(scopes.permitted().toString()).isEqualTo("email read:contacts");
        assertThat(scopes.granted()).extracting(Granted::scope).containsExactly("read:contacts");
        assertThat(scopes.refused()).extracting(Refused::scope).containsExactly("delete:contacts");
        assertThat(scopes.reported()).isEmpty();
        assertThat(scopes.hasProtected()).isTrue();
        assertThat(scopes.apis()).containsExactly("contacts-api");
        assertThat(scopes.permissions()).containsExactly("role:read:contacts");
    }

    @Test
    void tellWhatStaysAndWouldNot() {
        realm.setting("reportOnlyApis", "contacts-api");

        TokenScopes scopes = judged("delete:contacts").orElseThrow();

        assertThat(scopes.permitted().toString()).isEqualTo("delete:contacts");
        assertThat(scopes.refused()).isEmpty();
        assertThat(scopes.reported()).extracting(Refused::scope).containsExactly("delete:contacts");
        assertThat(scopes.apis()).containsExactly("contacts-api");
        assertThat(scopes.permissions()).isEmpty();
        assertThat(scopes.hasProtected()).isTrue();
    }

    @Test
    void areNotLookedAtWhereTheSwitchIsOff() {
        FakeRealm off = FakeRealm.off();
        ClientModel client = off.client("app", off.scope("read", off.realmRole("reader")));
        FakeUserSession other = new FakeUserSession(off, "session", off.user("anna")).at(client);

        assertThat(TokenScopes.judge(
                        new FakeSession(off).model(),
                        other.context(client),
                        off.user("anna"),
                        ScopeList.parse("read"),
                        ScopeList.EMPTY,
                        () -> 0))
                .isEmpty();
    }

    @Test
    void areNoneOfAnApiWhereNothingIsProtected() {
        TokenScopes scopes = judged("openid email").orElseThrow();

        assertThat(scopes.hasProtected()).isFalse();
        assertThat(scopes.apis()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"email delete:contacts, email, true", "read:contacts, read:contacts, false"})
    void narrowTheToken(String scope, String left, boolean changed) {
        AccessToken token = new AccessToken();
        token.setScope(scope);

        assertThat(judged(scope).orElseThrow().narrow(token)).isEqualTo(changed);
        assertThat(token.getScope()).isEqualTo(left);
    }

    /** So that the subject's roles are looked through once. */
    @Test
    void countWhatWasGrantedBeforeInThisRequestAsGranted() {
        Authorizers.reporting(session.model(), session.event())
                .authorize(ScopeQuestion.grant(app, anna, ScopeList.parse("read:contacts")));
        UserModel unreadable =
                Fake.of(UserModel.class).with("getId", "user:anna").make();

        TokenScopes scopes = TokenScopes.judge(
                        session.model(),
                        login.context(app),
                        unreadable,
                        ScopeList.parse("read:contacts"),
                        ScopeList.EMPTY,
                        () -> 0)
                .orElseThrow();

        assertThat(scopes.permitted().toString()).isEqualTo("read:contacts");
        assertThat(scopes.permissions()).containsExactly("role:read:contacts");
    }

    @Test
    void knowThoseThatKeepTheirNameOutOfTheToken() {
        ClientScopeModel hidden = Fake.of(ClientScopeModel.class)
                .with("getName", "hidden")
                .with("isIncludeInTokenScope", false)
                .get("getScopeMappingsStream", () -> List.of(reader).stream())
                .make();

        assertThat(TokenScopes.unnamed(contextOf(read, email, hidden)).toString())
                .isEqualTo("hidden");
        assertThat(TokenScopes.resolved(contextOf(read, email))).containsExactly(read, email);
    }

    private Optional<TokenScopes> judged(String scope) {
        return TokenScopes.judge(session.model(), contextOf(), anna, ScopeList.parse(scope), ScopeList.EMPTY, () -> 0);
    }

    private ClientSessionContext contextOf(ClientScopeModel... scopes) {
        return login.context(app, scopes);
    }
}
