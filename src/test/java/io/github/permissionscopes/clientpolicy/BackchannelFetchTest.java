package io.github.permissionscopes.clientpolicy;

import static io.github.permissionscopes.clientpolicy.TestBackchannel.ASKED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.fake.Fake;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.resource.TargetApi;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;
import org.keycloak.protocol.oidc.grants.ciba.channel.CIBAAuthenticationRequest;
import org.keycloak.services.CorsErrorResponseException;
import org.keycloak.services.clientpolicy.ClientPolicyException;

/** What a client fetches when the user has been asked. */
class BackchannelFetchTest {

    private final TestBackchannel asked = new TestBackchannel();
    private final FakeRealm realm = asked.realm();
    private final CIBAAuthenticationRequest request = asked.request();

    @ParameterizedTest
    @CsvSource({"anna, openid read:contacts list:contacts", "carl, openid"})
    void givesWhatIsStillPermittedWhenTheUserHasSaidYes(String user, String scope) throws Exception {
        asked.narrowRequest();
        asked.approve("app");
        realm.user("carl");
        request.subject("user:" + user);

        EventBuilder event = asked.fetch(true);

        assertThat(request.getScope()).isEqualTo(scope);
        assertThat(event.getEvent().getDetails())
                .containsEntry("scope_requested", ASKED + " list:contacts")
                .hasEntrySatisfying(
                        "scope_refused", refused -> assertThat(refused).contains("delete:contacts"));
    }

    @ParameterizedTest
    @CsvSource({"app, user:nobody", "other, user:anna", ", user:anna"})
    void isLeftToKeycloakAsLongAsThisUserHasNotSaidYesToThisClient(String approved, String user) throws Exception {
        request.setScope(ASKED);
        request.subject(user);
        asked.approve(approved);

        asked.fetch(true);

        assertThat(request.getScope()).isEqualTo(ASKED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isUsedUpByARequestThatIsRejected(boolean atTokenEndpoint) throws Exception {
        realm.setting("refusal", "reject");
        asked.narrowRequest();
        asked.approve("app");

        assertThatThrownBy(() -> asked.fetch(atTokenEndpoint))
                .isInstanceOf(atTokenEndpoint ? CorsErrorResponseException.class : ClientPolicyException.class)
                .hasMessageContaining("invalid_scope");
        assertThat(asked.session().singleUseObjects()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({", contacts-api", "contacts-api, contacts-api"})
    void staysForTheApiThatTheUserWasAskedFor(String named, String api) throws Exception {
        asked.session().with("resource", "contacts-api");
        asked.narrowRequest();
        asked.approve("app");
        asked.next(named);

        asked.fetch(true);

        assertThat(RequestState.of(asked.session().model()).target().api().map(TargetApi::clientId))
                .isEqualTo(Optional.of(api));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isForNoOtherApi(boolean atTokenEndpoint) throws Exception {
        asked.session().with("resource", "contacts-api");
        asked.narrowRequest();
        asked.approve("app");
        asked.next("events-api");

        assertThatThrownBy(() -> asked.fetch(atTokenEndpoint))
                .isInstanceOf(atTokenEndpoint ? CorsErrorResponseException.class : ClientPolicyException.class)
                .hasMessageContaining("invalid_target");
    }

    @ParameterizedTest
    @CsvSource({"enforce, true", "enforce, false", "report, true"})
    void isRejectedAfterAFaultUnlessTheRealmOnlyReports(String mode, boolean atTokenEndpoint) throws Exception {
        realm.setting("mode", mode);
        asked.approve("app");
        UserModel unreadable = Fake.broken(UserModel.class);
        asked.session()
                .users(Fake.of(UserProvider.class)
                        .with("getUserById", unreadable)
                        .make());

        if (mode.equals("report")) {
            asked.fetch(atTokenEndpoint);
            assertThat(request.getScope()).isEqualTo(ASKED);
        } else {
            assertThatThrownBy(() -> asked.fetch(atTokenEndpoint))
                    .isInstanceOf(atTokenEndpoint ? CorsErrorResponseException.class : ClientPolicyException.class)
                    .hasMessageContaining("invalid_scope");
        }
    }
}
