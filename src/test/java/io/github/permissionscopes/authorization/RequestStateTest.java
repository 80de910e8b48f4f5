package io.github.permissionscopes.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.resource.InvalidTarget;
import io.github.permissionscopes.resource.RedeemedTarget;
import io.github.permissionscopes.resource.TargetApi;
import io.github.permissionscopes.resource.TargetResolver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;

class RequestStateTest {

    private final FakeRealm realm = FakeRealm.enforcing();
    private final FakeSession session = new FakeSession(realm);
    private final ClientModel app = app(realm);
    private final RequestState state = RequestState.of(session.model());

    @Test
    void isOneOfASession() {
        assertThat(RequestState.of(session.model())).isSameAs(state);
        assertThat(RequestState.of(new FakeSession(realm).model())).isNotSameAs(state);
        assertThat(session.attributes()).containsOnlyKeys("permissionScopes.request");
    }

    @Test
    void readsTheSettingsOncePerRequest() {
        assertThat(state.enforces(realm.model())).isTrue();

        realm.setting("mode", "report");

        assertThat(state.enforces(realm.model())).isTrue();
        assertThat(RequestState.of(new FakeSession(realm).model()).enforces(realm.model()))
                .isFalse();
    }

    @Test
    void enforcesNothingWhereTheSwitchIsOff() {
        FakeRealm off = FakeRealm.off();

        assertThat(state.settings(off.model())).as("two realms of one id").isEmpty();
        assertThat(state.enforces(off.model())).isFalse();
    }

    /** RFC 8707 §2.2: the same API as that of the grant, or nothing. */
    @ParameterizedTest
    @CsvSource({
        "client:contacts-api, contacts-api, contacts-api",
        "client:contacts-api, urn:client:contacts-api, contacts-api",
        "client:contacts-api, , contacts-api",
        ", , "
    })
    void isForTheApiOfTheGrant(String granted, String named, String api) {
        assertThat(granted(granted, named)).isEqualTo(Optional.ofNullable(api));
        assertThat(state.target().api().map(TargetApi::clientId)).isEqualTo(Optional.ofNullable(api));
    }

    @ParameterizedTest
    @CsvSource({
        "client:contacts-api, events-api, The resource is not the one that was granted",
        ", events-api, The resource is not the one that was granted",
        "client:contacts-api, nobody, 'The resource is unknown, or none that this client has a scope of'",
        ", nobody, 'The resource is unknown, or none that this client has a scope of'",
        "gone, , 'The resource is unknown, or none that this client has a scope of'"
    })
    void refusesAnyOther(String granted, String named, String description) {
        assertThatThrownBy(() -> granted(granted, named))
                .isInstanceOf(InvalidTarget.class)
                .hasMessage(description);
    }

    @ParameterizedTest
    @CsvSource({
        ", events-api, events-api",
        "client:contacts-api, events-api, contacts-api",
        "client:contacts-api, nobody, contacts-api",
        "gone, , "
    })
    void refusesNothingWhereTheRealmOnlyReports(String granted, String named, String api) {
        realm.setting("mode", "report");

        assertThat(granted(granted, named)).isEqualTo(Optional.ofNullable(api));
        assertThat(state.target().api()).isEmpty();
    }

    @Test
    void tellsTheEventOfATokenRequestWhatIsWrong() {
        EventBuilder event = session.event();
        state.begin(session.from(app).with("resource", "nobody").context(event));

        assertThatThrownBy(() -> granted(null, "nobody")).isInstanceOf(InvalidTarget.class);
        assertThat(event.getEvent().getDetails())
                .containsAllEntriesOf(Map.of(
                        "resource_refused",
                        "nobody",
                        "resource_refused_reason",
                        "invalid_target",
                        "permission_scopes_mode",
                        "enforce"));
        assertThat(state.target().refused()).isPresent();
    }

    @Test
    void knowsATokenRequestAsItWasSent() {
        assertThat(state.tokenRequest()).isEmpty();
        assertThat(state.event()).isEmpty();
        EventBuilder event = session.event();

        TokenRequest request = state.begin(session.with("resource", "a")
                .with("audience", "b")
                .with("audience", "c")
                .context(event));
        request.context().getFormParams().clear();

        assertThat(state.tokenRequest()).contains(request);
        assertThat(state.event()).containsSame(event);
        assertThat(request.resources()).containsExactly("a", "b", "c");
        assertThat(request.values("audience")).containsExactly("b", "c");
        assertThat(request.values("scope")).isEmpty();
    }

    @Test
    void keepsWhatOneProviderTellsTheOther() {
        assertThat(state.isAnsweringLogin()).isFalse();
        assertThat(state.redirectScope()).isEmpty();
        assertThat(state.pushedRequest()).isEmpty();

        state.answersLogin();
        state.redirectScope(ScopeList.parse("read"));
        state.pushedRequest(Map.of("resource", "a"));

        assertThat(state.isAnsweringLogin()).isTrue();
        assertThat(state.redirectScope()).contains(ScopeList.parse("read"));
        assertThat(state.pushedRequest()).contains(Map.of("resource", "a"));
        assertThat(state.isFirst(List.of("thing"))).isTrue();
        assertThat(state.isFirst(List.of("thing"))).isFalse();
    }

    private Optional<String> granted(String granted, String named) {
        return new RedeemedTarget(new TargetResolver(state.settings(app.getRealm()), app), state::resolved)
                .of(Optional.ofNullable(granted), named == null ? List.of() : List.of(named))
                .map(TargetApi::clientId);
    }

    private static ClientModel app(FakeRealm realm) {
        return realm.client(
                "app",
                realm.scope("read:contacts", realm.role("contacts-api", "read:contacts")),
                realm.scope("read:events", realm.role("events-api", "read:events")));
    }
}
