package io.github.permissionscopes.tokenendpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.authorization.Authorizers;
import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.resource.InvalidTarget;
import io.github.permissionscopes.resource.TargetApi;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.services.CorsErrorResponseException;

/** What becomes of a client's own request. That Keycloak's grant type obeys it: ClientCredentialsIT. */
class ClientCredentialsEnforcementTest {

    private static final String SCOPE = "scope";

    private final FakeRealm realm = FakeRealm.enforcing();
    private final RoleModel read = realm.role("contacts-api", "read:contacts");
    private final RoleModel delete = realm.role("contacts-api", "delete:contacts");
    private final ClientModel app = realm.client(
            "app", realm.scope("read:contacts", read), realm.scope("delete:contacts", delete), realm.scope("email"));

    @Test
    void asksForWhatTheServiceAccountHolds() {
        realm.user("app", read);

        assertThat(enforced("read:contacts delete:contacts email")).isEqualTo("read:contacts email");
    }

    @Test
    void asksForNothingWhereNothingIsLeft() {
        realm.user("app");

        assertThat(enforced("delete:contacts")).isNull();
    }

    @Test
    void leavesTheParameterAsItWasSentWhereNothingIsRefused() {
        realm.user("app", read);

        assertThat(enforced("email  read:contacts")).isEqualTo("email  read:contacts");
    }

    @Test
    void leavesEverythingToKeycloakBeforeThereIsAServiceAccount() {
        assertThat(enforced("delete:contacts")).isEqualTo("delete:contacts");
    }

    @Test
    void changesNothingWhereTheRealmOnlyReports() {
        realm.setting("mode", "report").user("app", read);

        assertThat(enforced("read:contacts delete:contacts")).isEqualTo("read:contacts delete:contacts");
    }

    @Test
    void rejectsWhereTheRealmSaysSo() {
        realm.setting("refusal", "reject").user("app", read);
        GrantRequest request = request(session("read:contacts delete:contacts"));

        assertThatThrownBy(() -> new ClientCredentialsEnforcement().enforce(request))
                .isInstanceOfSatisfying(CorsErrorResponseException.class, rejected -> {
                    assertThat(rejected).hasMessage("invalid_scope");
                    assertThat(rejected.getErrorDescription()).isEqualTo("Not permitted: delete:contacts");
                });
        assertThat(request.event().getEvent().getUserId())
                .as("the event names the service account")
                .isEqualTo("user:app");
    }

    @Test
    void narrowsToTheApiThatIsNamed() {
        RoleModel events = realm.role("events-api", "read:events");
        ClientModel both = realm.client("both", realm.scope("read:contacts", read), realm.scope("read:events", events));
        realm.user("both", read, events);
        GrantRequest request =
                request(session("read:contacts read:events").from(both).with("resource", "events-api"));

        new ClientCredentialsEnforcement().enforce(request);

        assertThat(request.parameter(SCOPE)).isEqualTo("read:events");
        assertThat(request.state().target().api().map(TargetApi::clientId)).contains("events-api");
    }

    @Test
    void takesNoApiOfOthers() {
        realm.user("app", read);
        realm.role("events-api", "read:events");
        GrantRequest request = request(session("read:contacts").with("resource", "events-api"));

        assertThatThrownBy(() -> new ClientCredentialsEnforcement().enforce(request))
                .isInstanceOf(InvalidTarget.class);
        assertThat(request.event().getEvent().getDetails())
                .containsAllEntriesOf(
                        Map.of("resource_refused", "events-api", "resource_refused_reason", "invalid_target"));
    }

    private String enforced(String scope) {
        GrantRequest request = request(session(scope));
        new ClientCredentialsEnforcement().enforce(request);
        return request.parameter(SCOPE);
    }

    private FakeSession session(String scope) {
        return new FakeSession(realm).from(app).with(SCOPE, scope);
    }

    private static GrantRequest request(FakeSession session) {
        OAuth2GrantType.Context context = session.context(session.event());
        RequestState state = RequestState.of(session.model());
        return new GrantRequest(state.begin(context), state, Authorizers.quiet(session.model()), new ArrayList<>());
    }
}
