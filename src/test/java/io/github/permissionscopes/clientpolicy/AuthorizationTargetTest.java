package io.github.permissionscopes.clientpolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.fake.FakeContacts;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.grants.SealedTarget;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.ClientModel;
import org.keycloak.protocol.oidc.endpoints.request.AuthorizationEndpointRequest;
import org.keycloak.protocol.oidc.endpoints.request.AuthzEndpointRequestParser;
import org.keycloak.protocol.oidc.par.endpoints.ParEndpoint;
import org.keycloak.services.clientpolicy.ClientPolicyException;

/** What a client gets that names an API where a grant begins. */
class AuthorizationTargetTest {

    private static final String KEY = "permission_scopes_resource";
    private static final String URN = "urn:ietf:params:oauth:request_uri:";

    private final FakeContacts contacts = new FakeContacts();
    private final FakeRealm realm = contacts.realm();
    private final ClientModel app = contacts.app();
    private final FakeSession session = new FakeSession(realm).from(app);
    private final AuthorizationEndpointRequest request = new AuthorizationEndpointRequest();
    private final Map<String, String> kept = request.getAdditionalReqParams();

    @BeforeEach
    void plain() {
        realm.client("plain", realm.scope("email"));
    }

    @ParameterizedTest
    @CsvSource({"resource, contacts-api", "audience, contacts-api", "resource, urn:client:contacts-api"})
    void keepsTheNameUnderOurSeal(String parameter, String name) throws Exception {
        session.with(parameter, name);

        authorize();

        assertThat(SealedTarget.open(session.model(), app, kept.get(KEY))).contains(name);
    }

    @Test
    void looksAtWhatKeycloakHasKeptAndAtARequestObjectAndAtAPushedRequest() throws Exception {
        kept.put("resource", "contacts-api");
        authorize();
        assertThat(SealedTarget.open(session.model(), app, kept.get(KEY))).contains("contacts-api");

        kept.clear();
        session.attributes()
                .put(
                        AuthzEndpointRequestParser.AUTHZ_REQUEST_OBJECT,
                        new ObjectMapper().readTree("{\"audience\":\"events-api\"}"));
        authorize();
        assertThat(SealedTarget.open(session.model(), app, kept.get(KEY))).contains("events-api");

        RequestState.of(session.model()).pushedRequest(Map.of("resource", "contacts-api"));
        assertThatThrownBy(this::authorize)
                .as("and they count together")
                .isInstanceOfSatisfying(ClientPolicyException.class, refused -> {
                    assertThat(refused.getError()).isEqualTo("invalid_target");
                    assertThat(refused.getErrorDetail()).isEqualTo("Several resources are named; a token is for one");
                });
    }

    @Test
    void tellsAWrongNameAtOnce() {
        session.with("resource", "nobody");

        assertThatThrownBy(this::authorize).isInstanceOf(ClientPolicyException.class);
        assertThatThrownBy(() -> AuthorizationTarget.push(session.model(), session.form()))
                .isInstanceOf(ClientPolicyException.class);
        assertThat(kept).isEmpty();
    }

    /** A later request has the event to report it in. */
    @Test
    void keepsAWrongNameThatIsOnlyReportedOn() throws Exception {
        realm.setting("mode", "report");
        session.with("resource", "nobody");

        authorize();

        assertThat(SealedTarget.open(session.model(), app, kept.get(KEY))).contains("nobody");
    }

    @ParameterizedTest
    @CsvSource({"enforce, ", "report, forged"})
    void takesAClientsParameterOfOurNameForNothing(String mode, String left) throws Exception {
        realm.setting("mode", mode);
        kept.put(KEY, "forged");

        authorize();

        assertThat(kept.get(KEY)).isEqualTo(left);
    }

    @ParameterizedTest
    @ValueSource(strings = {"par:", ""})
    void remembersAPushedRequestBeforeKeycloakUsesItUp(String prefix) {
        Map<String, String> pushed = Map.of("resource", "contacts-api", ParEndpoint.PAR_CREATED_TIME, "1");
        session.singleUseObjects().put(prefix + "key", pushed);
        session.with("request_uri", URN + "key");

        AuthorizationTarget.prepare(session.model(), "app", session.form());

        assertThat(RequestState.of(session.model()).pushedRequest()).contains(pushed);
    }

    @ParameterizedTest
    @CsvSource({
        "other, 1, " + URN + "key",
        "request, 1, " + URN + "key",
        "other, 1, " + URN + "another",
        "other, 1, https://elsewhere.example/key",
        "other, 1, "
    })
    void remembersNothingElseThatIsStored(String parameter, String value, String uri) {
        session.singleUseObjects()
                .put(
                        "par:key",
                        parameter.equals("request")
                                ? Map.of(parameter, value, ParEndpoint.PAR_CREATED_TIME, "1")
                                : Map.of(parameter, value));
        if (uri != null) {
            session.with("request_uri", uri);
        }

        AuthorizationTarget.prepare(session.model(), "app", session.form());

        assertThat(RequestState.of(session.model()).pushedRequest()).isEqualTo(Optional.empty());
    }

    @Test
    void looksAtTheRequestObjectOfAPushedRequestInPlaceOfItsForm() throws Exception {
        session.with("audience", "nobody")
                .attributes()
                .put(
                        AuthzEndpointRequestParser.AUTHZ_REQUEST_OBJECT,
                        new ObjectMapper().readTree("{\"resource\":\"events-api\"}"));

        AuthorizationTarget.push(session.model(), session.form());

        assertThat(RequestState.of(session.model()).target().api()).isPresent();
    }

    private void authorize() throws ClientPolicyException {
        AuthorizationTarget.authorize(session.model(), session.form(), request);
    }
}
