package io.github.permissionscopes.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.authorization.Authorizers;
import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.authorization.ScopeQuestion;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.fake.FakeLogin;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.resource.GrantedTarget;
import io.github.permissionscopes.resource.Resolution;
import io.github.permissionscopes.resource.TargetApi;
import io.github.permissionscopes.resource.TargetInScope;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.RefreshToken;

/** The tokens of a request, and the API that it has named. */
class TargetedTokensTest {

    private static final TargetApi CONTACTS =
            new TargetApi("contacts-api", "https://contacts.example", "client:contacts-api");

    private final FakeRealm realm = FakeRealm.enforcing();
    private final RoleModel read = realm.role("contacts-api", "read:contacts");
    private final ClientModel app = realm.client("app", realm.scope("read:contacts", read), realm.scope("email"));
    private final FakeSession session = new FakeSession(realm).from(app);
    private final RequestState state = RequestState.of(session.model());
    private final AccessToken access = new AccessToken();
    private final RefreshToken refresh = new RefreshToken(new AccessToken(), null, null);

    @Test
    void areForTheApiThatIsNamed() {
        state.target().narrowTo(CONTACTS);

        TargetedTokens.narrow(session.model(), access, refresh);

        assertThat(access.getAudience()).containsExactly("https://contacts.example");
        assertThat(GrantedTarget.in(refresh)).contains("client:contacts-api");
    }

    @Test
    void mayBeOneOfThemOrNone() {
        state.target().narrowTo(CONTACTS);

        TargetedTokens.narrow(session.model(), null, refresh);
        TargetedTokens.narrow(session.model(), access, null);

        assertThat(access.getAudience()).containsExactly("https://contacts.example");
        assertThat(GrantedTarget.in(refresh)).contains("client:contacts-api");
    }

    /** A grant for one API stays one while nothing is enforced for a time, and its tokens are for all. */
    @Test
    void rememberTheApiOfTheirGrant() {
        state.target().ofGrant("client:contacts-api");

        TargetedTokens.narrow(session.model(), access, refresh);

        assertThat(access.getAudience()).isNull();
        assertThat(GrantedTarget.in(refresh)).contains("client:contacts-api");
    }

    /** Whoever has named nothing while a scope was judged may name nothing later. */
    @ParameterizedTest
    @CsvSource({
        "enforce, read:contacts, true",
        "enforce, email, false",
        "report, read:contacts, false",
        "enforce, , false"
    })
    void areForAllApisWhereNothingIsNamed(String mode, String judged, boolean forAll) {
        realm.setting("mode", mode);
        judge(judged);

        TargetedTokens.narrow(session.model(), access, refresh);

        assertThat(GrantedTarget.in(refresh)).isEqualTo(forAll ? Optional.of("") : Optional.empty());
    }

    @Test
    void mayBecomeOnesForAnApiThatIsOnlyReportedOn() {
        judge("read:contacts");
        state.target().put(new Resolution.Found(CONTACTS, Resolution.Effect.REPORT_ONLY));

        TargetedTokens.narrow(session.model(), access, refresh);

        assertThat(GrantedTarget.in(refresh)).isEmpty();
    }

    @Test
    void areNotForAllWhereSomethingIsNamedAndNotFound() {
        state.begin(session.with("resource", "nobody").context(session.event()));
        judge("read:contacts");

        TargetedTokens.narrow(session.model(), access, refresh);

        assertThat(GrantedTarget.in(refresh)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"enforce, client:contacts-api, contacts-api", "enforce, gone, ''", "report, client:contacts-api, "})
    void areForTheApiOfTheLoginThatIsAnswered(String mode, String carried, String api) {
        realm.setting("mode", mode);
        session.during(new FakeLogin(app, scopeFor(carried)).model());

        assertThat(IssuanceTarget.of(session.model()).map(TargetApi::clientId)).isEqualTo(Optional.ofNullable(api));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void areForTheApiOfTheirOwnRequestAndNotOfALogin(boolean names) {
        session.during(new FakeLogin(app, scopeFor("client:contacts-api")).model());
        state.begin(session.context(session.event()));
        TargetApi other = new TargetApi("events-api", "events-api", "client:events-api");
        if (names) {
            state.target().narrowTo(other);
        }

        assertThat(IssuanceTarget.of(session.model())).isEqualTo(names ? Optional.of(other) : Optional.empty());
    }

    private static String scopeFor(String carried) {
        return TargetInScope.add(ScopeList.parse("openid"), new TargetApi("contacts-api", "contacts-api", carried))
                .toString();
    }

    private void judge(String scope) {
        if (scope != null) {
            Authorizers.reporting(session.model(), session.event())
                    .authorize(ScopeQuestion.grant(app, realm.user("anna", read), ScopeList.parse(scope)));
        }
    }
}
