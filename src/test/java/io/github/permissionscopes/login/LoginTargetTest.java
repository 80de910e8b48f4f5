package io.github.permissionscopes.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.fake.FakeContacts;
import io.github.permissionscopes.fake.FakeLogin;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.KeycloakFeatures;
import io.github.permissionscopes.grants.SealedGrant;
import io.github.permissionscopes.grants.SealedTarget;
import io.github.permissionscopes.resource.TargetApi;
import io.github.permissionscopes.resource.TargetInScope;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;

/** What a login leaves of a request that names an API: Anna may read contacts, and nothing of events. */
class LoginTargetTest {

    @RegisterExtension
    static final KeycloakFeatures FEATURES = KeycloakFeatures.none();

    private static final String ASKED = "openid read:contacts";
    private static final String SENT = "client_request_param_";

    private final FakeContacts contacts = new FakeContacts();
    private final FakeRealm realm = contacts.realm();
    private final ClientModel app = contacts.app();
    private final UserModel anna = contacts.anna();
    private final FakeLogin login = new FakeLogin(app, ASKED).by(anna);
    private final FakeSession session = new FakeSession(realm).from(app);

    @ParameterizedTest
    @CsvSource({
        "resource, contacts-api, contacts-api, openid read:contacts",
        "client_request_param_resource, contacts-api, contacts-api, openid read:contacts",
        "client_request_param_audience, events-api, events-api, openid",
        "client_request_param_resource, ' ', , openid read:contacts"
    })
    void areThoseOfTheApiThatIsNamed(String note, String name, String api, String kept) {
        login.note(note, name).reached(1);

        narrow();

        SealedGrant grant = opened().orElseThrow();
        assertThat(TargetInScope.without(grant.scopes()).toString()).isEqualTo(kept);
        assertThat(TargetInScope.in(grant.scopes()))
                .isEqualTo(Optional.ofNullable(api).map(id -> "client:" + id));
        assertThat(RequestState.of(session.model()).target().api().map(TargetApi::clientId))
                .isEqualTo(Optional.ofNullable(api));
    }

    @ParameterizedTest
    @CsvSource({"true, events-api", "false, "})
    void areThoseOfAnApiUnderOurSealOnly(boolean sealed, String api) {
        login.note(
                SENT + "permission_scopes_resource",
                sealed ? SealedTarget.seal(session.model(), app, "events-api") : "events-api");

        assertThat(LoginTarget.foresee(session.model(), login.model()).map(TargetApi::clientId))
                .isEqualTo(Optional.ofNullable(api));
    }

    /** The user may be told by then; the answer to the client is made when the login ends. */
    @Test
    void areNoneOfAnApiWhereItIsGone() {
        login.note("resource", "nobody");
        EventBuilder event = session.event();

        LoginScopes.narrow(session.model(), login.model(), anna, event);

        assertThat(TargetInScope.without(opened().orElseThrow().scopes()).toString())
                .isEqualTo("openid");
        assertThat(TargetInScope.in(opened().orElseThrow().scopes())).contains("nobody");
        assertThat(event.getEvent().getDetails()).containsEntry("resource_refused", "nobody");
    }

    @Test
    void remindOfAnApiThatIsOnlyReportedOn() {
        realm.setting("reportOnlyApis", "events-api");
        login.note("resource", "events-api");

        narrow();

        assertThat(TargetInScope.in(opened().orElseThrow().scopes())).contains("client:events-api");
        assertThat(RequestState.of(session.model()).target().api()).isEmpty();
    }

    @Test
    void areThoseOfTheTokenRequestAndNotOfTheLogin() {
        RequestState.of(session.model())
                .begin(session.with("resource", "contacts-api").context(session.event()));
        login.note("resource", "events-api");

        assertThat(LoginTarget.of(session.model(), login.model(), session.event())
                        .map(TargetApi::clientId))
                .contains("contacts-api");
    }

    private Optional<Ruling> narrow() {
        return LoginScopes.narrow(session.model(), login.model(), anna, session.event());
    }

    private Optional<SealedGrant> opened() {
        return SealedGrant.open(
                session.model(), realm.model(), ScopeList.parse(login.scope()), "client:app", "user:anna");
    }
}
