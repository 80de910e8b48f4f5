package io.github.permissionscopes.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.resource.InvalidTarget;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;
import org.keycloak.services.CorsErrorResponseException;

/** What a client is answered, and what becomes of a fault of ours. */
class RejectionTest {

    private final FakeRealm realm = FakeRealm.enforcing();
    private final FakeSession session = new FakeSession(realm);
    private final EventBuilder event = session.event();
    private final RequestState state = RequestState.of(session.model());

    @Test
    void namesTheScopesThatAreRefused() {
        ClientModel app = realm.client("app", realm.scope("read", realm.realmRole("reader")), realm.scope("email"));
        Ruling ruling = Authorizers.quiet(session.model())
                .authorize(ScopeQuestion.grant(app, realm.user("anna"), ScopeList.parse("email read")))
                .orElseThrow();

        assertAnswer(
                Rejection.atTokenEndpoint(session.context(event).getCors(), event, ruling),
                "invalid_scope",
                "Not permitted: read");
    }

    @Test
    void saysThatTheScopesCouldNotBeEvaluated() {
        assertAnswer(
                Rejection.unevaluated(session.context(event).getCors(), event),
                "invalid_scope",
                "The requested scopes could not be evaluated");
        assertThat(event.getEvent().getDetails()).containsEntry("scope_refused_reasons", "evaluation_failed");
    }

    @Test
    void saysWhatIsWrongWithAResource() {
        assertAnswer(
                Rejection.invalidTarget(session.context(event).getCors(), event, new InvalidTarget("unknown")),
                "invalid_target",
                "unknown");
    }

    private void assertAnswer(CorsErrorResponseException answer, String error, String description) {
        assertThat(answer.getResponse().getStatus()).isEqualTo(400);
        assertThat(answer.getResponse().getEntity()).isInstanceOfSatisfying(OAuth2ErrorRepresentation.class, body -> {
            assertThat(body.getError()).isEqualTo(error);
            assertThat(body.getErrorDescription()).isEqualTo(description);
        });
        assertThat(event.getEvent().getError()).isEqualTo(error);
        assertThat(event.getEvent().getDetails()).containsEntry("reason", description);
    }

    @Test
    void isLeftToTheRequestWhereTheRealmEnforces() {
        assertThatThrownBy(() -> fault()).hasMessage("the database is gone");
        assertThat(event.getEvent().getDetails()).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void changesNothingWhereTheRealmOnlyReports(boolean withEvent) {
        realm.setting("mode", "report");

        assertThat(Fault.orNothing(
                        state, realm.model(), withEvent ? Optional.of(event) : Optional.empty(), RejectionTest::fail))
                .isEmpty();
        assertThat(event.getEvent().getDetails())
                .isEqualTo(
                        withEvent
                                ? Map.of(
                                        "scope_refused_reasons", "evaluation_failed",
                                        "permission_scopes_mode", "report")
                                : null);
    }

    @Test
    void changesAndTellsNothingWhereTheSwitchIsOff() {
        FakeRealm off = FakeRealm.off();
        RequestState other = RequestState.of(new FakeSession(off).model());

        assertThat(Fault.orNothing(other, off.model(), Optional.of(event), RejectionTest::fail))
                .isEmpty();
        assertThat(event.getEvent().getDetails()).isNull();
    }

    @Test
    void isNoneWhereAllGoesWell() {
        assertThat(Fault.orNothing(state, realm.model(), Optional.of(event), () -> Optional.of("well")))
                .contains("well");
    }

    private Optional<String> fault() {
        return Fault.orNothing(state, realm.model(), Optional.of(event), RejectionTest::fail);
    }

    private static Optional<String> fail() {
        throw new IllegalStateException("the database is gone");
    }
}
