package io.github.permissionscopes.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.authorization.Authorizers;
import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.decision.Verdict.Granted;
import io.github.permissionscopes.decision.Verdict.Refused;
import io.github.permissionscopes.fake.Fake;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.FakeUserSession;
import io.github.permissionscopes.resource.TargetApi;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.token.TokenInterceptorException;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.CorsErrorResponseException;

/** The last look at a token's scopes, of which Anna may read and may not delete. */
class TokenScopesTest {

    private final FakeRealm realm = FakeRealm.enforcing();
    private final RoleModel reader = realm.role("contacts-api", "read:contacts");
    private final ClientScopeModel read = realm.scope("read:contacts", reader);
    private final ClientScopeModel delete =
            realm.scope("delete:contacts", realm.role("contacts-api", "delete:contacts"));
    private final ClientScopeModel email = realm.scope("email");
    private final ClientModel app = realm.client("app", read, delete, email);
    private final UserModel anna = realm.user("anna", reader);
    private final FakeUserSession login = new FakeUserSession(realm, "session", anna).at(app);
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

    @ParameterizedTest
    @CsvSource({"read:contacts, ", "email delete:contacts, delete:contacts", ", "})
    void stopATokenWithWhatIsRefused(String scope, String refused) {
        assertThat(IssuanceCheck.refused(session.model(), app, anna, scope, List.of(), () -> 0)
                        .map(ruling -> ruling.refusedScopes().toString()))
                .isEqualTo(Optional.ofNullable(refused));
    }

    /** Its roles and claims are in the token, also where its name is not. */
    @Test
    void stopATokenThatAScopeHasComeIntoWithoutItsName() {
        assertThat(IssuanceCheck.refused(session.model(), app, anna, "email", List.of(delete, email), () -> 0)
                        .map(Ruling::refusedScopes))
                .contains(ScopeList.parse("delete:contacts"));
    }

    @ParameterizedTest
    @CsvSource({"mode, report", "reportOnlyApis, contacts-api"})
    void stopNothingThatIsOnlyReportedOn(String setting, String value) {
        realm.setting(setting, value);

        assertThat(IssuanceCheck.refused(session.model(), app, anna, "delete:contacts", List.of(), () -> 0))
                .isEmpty();
    }

    @Test
    void stopAScopeOfAnotherApiThanTheTokensOwn() {
        RequestState.of(session.model()).target().narrowTo(new TargetApi("events-api", "events-api", "1"));

        assertThat(IssuanceCheck.refused(session.model(), app, anna, "read:contacts", List.of(), () -> 0))
                .isPresent();
    }

    @Test
    void areThoseOfTheLatestTokensOfThisUserAtThisClient() {
        session.attributes().put(ClientSessionContext.class.getName(), contextOf(read));

        assertThat(IssuanceCheck.resolved(session.model(), app, anna)).containsExactly(read);
        assertThat(IssuanceCheck.resolved(session.model(), app, realm.user("carl")))
                .isEmpty();
        assertThat(IssuanceCheck.resolved(session.model(), realm.client("other"), anna))
                .isEmpty();
        assertThat(IssuanceCheck.resolved(new FakeSession(realm).model(), app, anna))
                .isEmpty();
    }

    @Test
    void stopATokenAtTheTokenEndpointWithItsAnswer() {
        EventBuilder event = session.event();
        RequestState.of(session.model()).begin(session.context(event));

        assertThatThrownBy(() -> guard("email delete:contacts"))
                .isInstanceOfSatisfying(
                        CorsErrorResponseException.class, answer -> assertThat(answer.getErrorDescription())
                                .isEqualTo("The token would carry a scope that is not permitted"));
        assertThat(event.getEvent().getDetails()).containsEntry("scope_refused", "delete:contacts");
        assertThat(event.getEvent().getError()).isEqualTo("invalid_scope");
    }

    @Test
    void stopATokenElsewhereAsKeycloakDoes() {
        assertThatThrownBy(() -> guard("delete:contacts")).isInstanceOf(TokenInterceptorException.class);
    }

    @Test
    void letATokenPassThatIsPermittedAndNarrowItToItsApi() {
        RequestState.of(session.model())
                .target()
                .narrowTo(new TargetApi("contacts-api", "https://contacts.example", "1"));

        assertThat(guard("read:contacts").getAudience()).containsExactly("https://contacts.example");
    }

    @Test
    void letATokenPassWhereTheyCannotBeJudgedAndTheRealmOnlyReports() {
        realm.setting("mode", "report");
        ClientSessionContext broken = Fake.broken(ClientSessionContext.class);

        new IssuanceGuardFactory()
                .create(session.model())
                .process(new TokenPostProcessorContext(null, null, null, new AccessToken(), broken));

        realm.setting("mode", "enforce");
        session.attributes().clear();
        assertThatThrownBy(() -> new IssuanceGuard(session.model())
                        .process(new TokenPostProcessorContext(null, null, null, new AccessToken(), broken)))
                .hasMessage("the database is gone");
    }

    @Test
    void areNotAskedForWhereNoAccessTokenIsIssued() {
        new IssuanceGuard(session.model())
                .process(
                        new TokenPostProcessorContext(null, null, null, null, Fake.broken(ClientSessionContext.class)));

        assertThat(new IssuanceGuardFactory().order()).isEqualTo(-10_000);
        assertThat(new IssuanceGuardFactory().getId()).isEqualTo("permission-scopes-guard");
    }

    private AccessToken guard(String scope) {
        AccessToken token = new AccessToken();
        token.setScope(scope);
        new IssuanceGuard(session.model())
                .process(new TokenPostProcessorContext(null, null, null, token, contextOf(email)));
        return token;
    }

    private Optional<TokenScopes> judged(String scope) {
        return TokenScopes.judge(session.model(), contextOf(), anna, ScopeList.parse(scope), ScopeList.EMPTY, () -> 0);
    }

    private ClientSessionContext contextOf(ClientScopeModel... scopes) {
        return login.context(app, scopes);
    }
}
