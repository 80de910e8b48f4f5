package io.github.permissionscopes.clientpolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.fake.FakeContacts;
import io.github.permissionscopes.fake.FakeLogin;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.KeycloakFeatures;
import io.github.permissionscopes.resource.TargetApi;
import io.github.permissionscopes.resource.TargetInScope;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.events.EventType;
import org.keycloak.protocol.LoginProtocol;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

/** A redirect with a token: Anna may read contacts, and not delete them. */
class RedirectGuardTest {

    private static final String BACK = "https://app.example/back#error=";

    @RegisterExtension
    static final KeycloakFeatures FEATURES = KeycloakFeatures.none();

    private final FakeContacts contacts = new FakeContacts();
    private final FakeRealm realm = contacts.realm();
    private final FakeSession session =
            new FakeSession(realm).from(contacts.app()).providing(LoginProtocol.class, new OIDCLoginProtocol(null));
    private final TestRedirect redirect = new TestRedirect(session, contacts);
    private final FakeLogin login = redirect.login();

    @ParameterizedTest
    @CsvSource({"token, email read:contacts", "code, "})
    void passesWhereAllIsPermittedAndTellsTheScopeOfItsToken(String type, String scope) {
        login.note("response_type", type);

        RedirectGuard.check(session.model(), redirect.context());

        assertThat(RequestState.of(session.model()).redirectScope().map(ScopeList::toString))
                .isEqualTo(Optional.ofNullable(scope));
        assertThat(session.events()).isEmpty();
    }

    @Test
    void isStoppedWhereATokenWouldCarryWhatIsRefused() {
        redirect.token().setScope("email delete:contacts");

        assertThat(stopped().getLocation())
                .hasToString(BACK + "invalid_scope&error_description="
                        + "The+token+would+carry+a+scope+that+is+not+permitted&iss=https%3A%2F%2Facme");
        assertThat(session.events()).singleElement().satisfies(event -> {
            assertThat(event.getType()).isEqualTo(EventType.LOGIN_ERROR);
            assertThat(event.getError()).isEqualTo("invalid_scope");
            assertThat(event.getClientId()).isEqualTo("app");
            assertThat(event.getUserId()).isEqualTo("user:anna");
            assertThat(event.getSessionId()).isEqualTo("session");
            assertThat(event.getDetails())
                    .containsEntry("reason", "The token would carry a scope that is not permitted")
                    .containsEntry("scope_refused", "delete:contacts");
        });
        assertThat(RequestState.of(session.model()).redirectScope()).isEmpty();
    }

    @Test
    void passesWhereTheRealmOnlyReports() {
        realm.setting("mode", "report");
        redirect.token().setScope("email delete:contacts");

        RedirectGuard.check(session.model(), redirect.context());

        assertThat(session.events()).isEmpty();
    }

    @Test
    void isStoppedWhereTheLoginOwesAnError() {
        redirect.owe();

        assertThat(stopped().getLocation().toString())
                .startsWith(BACK + "invalid_scope&error_description=Not+permitted%3A+delete%3Acontacts");
        assertThat(session.isRollbackOnly()).isTrue();
    }

    /** It was removed while the consent page was open. */
    @Test
    void isStoppedWhereItsApiIsGone() {
        login.note(
                "scope",
                TargetInScope.add(ScopeList.parse("email"), new TargetApi("gone", "gone", "client:gone"))
                        .toString());

        assertThat(stopped().getLocation())
                .hasToString(BACK + "invalid_target&error_description=The+resource+is+unknown&iss=https%3A%2F%2Facme");
        assertThat(session.events()).singleElement().satisfies(event -> {
            assertThat(event.getType()).isEqualTo(EventType.LOGIN_ERROR);
            assertThat(event.getError()).isEqualTo("invalid_target");
            assertThat(event.getDetails()).containsEntry("reason", "The resource is unknown");
        });
    }

    @Test
    void passesWhereItsApiIsKnown() {
        login.note(
                "scope",
                TargetInScope.add(
                                ScopeList.parse("email read:contacts"),
                                new TargetApi("contacts-api", "contacts-api", "client:contacts-api"))
                        .toString());

        RedirectGuard.check(session.model(), redirect.context());

        assertThat(RequestState.of(session.model()).redirectScope()).isPresent();
    }

    /** That the answer is ours shows: it is the error that the login owes. */
    @Test
    void isReplacedWhereKeycloakWouldNotTellTheScope() {
        redirect.owe();
        login.note("prompt", "none");

        assertThatThrownBy(() -> RedirectGuard.replaceSilent(session.model(), redirect.context()))
                .isInstanceOfSatisfying(WebApplicationException.class, answer -> assertThat(
                                answer.getResponse().getLocation().toString())
                        .startsWith(BACK + "invalid_scope"));
    }

    @Test
    void isKeycloaksOwnWhereItTellsTheScope() {
        login.note("prompt", "none");

        RedirectGuard.replaceSilent(session.model(), redirect.context());

        assertThat(RequestState.of(session.model()).isAnsweringLogin()).isFalse();
    }

    /** @return the answer, which is sent as it is: it has a body */
    private Response stopped() {
        Response answer = catchThrowableOfType(
                        WebApplicationException.class, () -> RedirectGuard.check(session.model(), redirect.context()))
                .getResponse();
        assertThat(answer.getStatus()).isEqualTo(302);
        assertThat(answer.hasEntity()).isTrue();
        assertThat(login.removedTab()).isEqualTo("tab");
        return answer;
    }
}
