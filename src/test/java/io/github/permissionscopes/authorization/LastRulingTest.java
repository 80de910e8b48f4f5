package io.github.permissionscopes.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;

/**
 * A request may concern two users: the user of an enforcement point's ruling, and the user for whom Keycloak finally
 * makes the token.
 */
class LastRulingTest {

    private final FakeRealm realm = FakeRealm.enforcing();
    private final FakeSession session = new FakeSession(realm);
    private final ClientModel app = realm.client("app", realm.scope("read", realm.realmRole("reader")));
    private final UserModel carl = realm.user("carl");
    private final RequestState state = RequestState.of(session.model());

    @Test
    void countsForTheUserAndTheClientThatItIsAboutAndNobodyElse() {
        Authorizers.reporting(session.model(), session.event())
                .authorize(ScopeQuestion.renewal(app, carl, ScopeList.parse("openid")));

        assertThat(state.lastRuling(app, carl)).isPresent();
        assertThat(state.lastRuling(app, realm.user("anna"))).isEmpty();
        assertThat(state.lastRuling(realm.client("another"), carl)).isEmpty();
        assertThat(state.lastRuling()).isPresent();
    }

    @Test
    void isTheLatest() {
        ScopeAuthorizer authorizer = Authorizers.reporting(session.model(), session.event());
        authorizer.authorize(ScopeQuestion.renewal(app, carl, ScopeList.parse("openid")));
        authorizer.authorize(ScopeQuestion.renewal(app, carl, ScopeList.parse("read")));

        assertThat(state.lastRuling().orElseThrow().refusedScopes().toString()).isEqualTo("read");
    }

    @Test
    void isNoneOfAQuestionThatLeavesNoTrace() {
        Authorizers.quiet(session.model()).authorize(ScopeQuestion.renewal(app, carl, ScopeList.EMPTY));
        Authorizers.counting(session.model()).authorize(ScopeQuestion.renewal(app, carl, ScopeList.EMPTY));

        assertThat(state.lastRuling()).isEmpty();
    }
}
