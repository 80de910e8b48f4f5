package io.github.permissionscopes.clientpolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.fake.Fake;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.resource.TargetApi;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;
import org.keycloak.protocol.oidc.grants.ciba.channel.CIBAAuthenticationRequest;
import org.keycloak.protocol.oidc.grants.ciba.clientpolicy.context.BackchannelAuthenticationRequestContext;
import org.keycloak.protocol.oidc.grants.ciba.clientpolicy.context.BackchannelTokenRequestContext;
import org.keycloak.protocol.oidc.grants.ciba.endpoints.request.BackchannelAuthenticationEndpointRequest;
import org.keycloak.protocol.oidc.grants.ciba.endpoints.request.BackchannelAuthenticationEndpointRequestParser;
import org.keycloak.services.CorsErrorResponseException;
import org.keycloak.services.clientpolicy.ClientPolicyException;

/** A backchannel request of a client: Anna may read contacts, and not delete them. */
class BackchannelEnforcementTest {

    private static final String ASKED = "openid read:contacts delete:contacts";
    private static final String API = "permission_scopes_resource";

    private final FakeRealm realm = FakeRealm.enforcing();
    private final RoleModel read = realm.role("contacts-api", "read:contacts");
    private final ClientModel app = realm.client(
            "app",
            realm.scope("read:contacts", read),
            realm.scope("delete:contacts", realm.role("contacts-api", "delete:contacts")),
            realm.scope("read:events", realm.role("events-api", "read:events")),
            realm.scope("list:contacts", Map.of(PermissionScopes.AUTO_GRANT, "true"), read));
    private final UserModel anna = realm.user("anna", read);
    private final UserModel carl = realm.user("carl");
    private final CIBAAuthenticationRequest request = new CIBAAuthenticationRequest();
    private FakeSession session = new FakeSession(realm).from(app);

    @BeforeEach
    void ask() {
        request.id("id");
        request.setClient(app);
        request.setUser(anna);
        request.subject("user:anna");
        request.setScope(ASKED);
    }

    @Test
    void asksTheUserForWhatIsPermitted() throws Exception {
        narrowRequest();

        assertThat(request.getScope()).isEqualTo("openid read:contacts list:contacts");
        assertThat(BackchannelGrant.requested(session.model(), request))
                .map(Object::toString)
                .contains(ASKED);
    }

    @Test
    void asksTheUserForEverythingWhereTheRealmOnlyReports() throws Exception {
        realm.setting("mode", "report");
        request.setOtherClaims(API, "the client's own");

        narrowRequest();

        assertThat(request.getScope()).isEqualTo(ASKED);
        assertThat(request.getOtherClaims()).isEqualTo(Map.of(API, "the client's own"));
    }

    /** The client is told nothing of the user before the user has answered. */
    @Test
    void isAnsweredAlikeWhoeverMayHaveWhat() throws Exception {
        realm.setting("refusal", "reject");
        narrowRequest();
        int size = size(request);

        CIBAAuthenticationRequest other = new CIBAAuthenticationRequest();
        other.id("id");
        other.setClient(app);
        other.setUser(carl);
        other.setScope(ASKED);
        narrowRequest(other);

        assertThat(other.getScope()).isEqualTo("openid");
        assertThat(size(other)).isEqualTo(size);
    }

    @Test
    void takesNothingThatTheClientSendsForOurs() throws Exception {
        request.setOtherClaims("permission_scopes_requested", "forged");
        request.setOtherClaims("permission_scopes_seal", "forged");
        request.setOtherClaims(API, "forged");
        assertThat(BackchannelGrant.requested(session.model(), request)).isEmpty();
        assertThat(BackchannelGrant.api(session.model(), request)).isEmpty();

        narrowRequest();

        assertThat(request.getOtherClaims()).doesNotContainKey(API);
        assertThat(BackchannelGrant.api(session.model(), request)).isEmpty();
        assertThat(BackchannelGrant.requested(session.model(), request)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope", "id", "api", "requested"})
    void isNoneOfOursWhereItIsChanged(String changed) throws Exception {
        narrowRequest();
        switch (changed) {
            case "scope" -> request.setScope(ASKED);
            case "id" -> request.id("another");
            case "api" -> request.setOtherClaims(API, "events-api");
            default -> request.setOtherClaims("permission_scopes_requested", "openid");
        }

        assertThat(BackchannelGrant.requested(session.model(), request)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "parameter, contacts-api, openid read:contacts list:contacts",
        "parameter, events-api, openid",
        "claim, contacts-api, openid read:contacts list:contacts"
    })
    void isForTheApiThatIsNamed(String place, String name, String scope) throws Exception {
        if (place.equals("claim")) {
            session.attributes()
                    .put(
                            BackchannelAuthenticationEndpointRequestParser.CIBA_SIGNED_AUTHENTICATION_REQUEST,
                            new ObjectMapper().readTree("{\"resource\":\"" + name + "\"}"));
        } else {
            session.with("resource", name);
        }

        narrowRequest();

        assertThat(request.getScope()).isEqualTo(scope);
        assertThat(BackchannelGrant.api(session.model(), request)).contains("client:" + name);
    }

    @Test
    void isForNoApiOfOthers() {
        session.with("audience", "nobody");

        assertThatThrownBy(this::narrowRequest)
                .isInstanceOfSatisfying(ClientPolicyException.class, refused -> assertThat(refused.getError())
                        .isEqualTo("invalid_target"));
    }

    @ParameterizedTest
    @CsvSource({"anna, openid read:contacts list:contacts", "carl, openid"})
    void givesWhatIsStillPermittedWhenTheUserHasSaidYes(String user, String scope) throws Exception {
        narrowRequest();
        approve("app");
        request.subject("user:" + user);

        EventBuilder event = fetch(true);

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
        approve(approved);

        fetch(true);

        assertThat(request.getScope()).isEqualTo(ASKED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isUsedUpByARequestThatIsRejected(boolean atTokenEndpoint) throws Exception {
        realm.setting("refusal", "reject");
        narrowRequest();
        approve("app");

        assertThatThrownBy(() -> fetch(atTokenEndpoint))
                .isInstanceOf(atTokenEndpoint ? CorsErrorResponseException.class : ClientPolicyException.class)
                .hasMessageContaining("invalid_scope");
        assertThat(session.singleUseObjects()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({", contacts-api", "contacts-api, contacts-api"})
    void staysForTheApiThatTheUserWasAskedFor(String named, String api) throws Exception {
        session.with("resource", "contacts-api");
        narrowRequest();
        approve("app");
        next(named);

        fetch(true);

        assertThat(RequestState.of(session.model()).target().api().map(TargetApi::clientId))
                .isEqualTo(Optional.of(api));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isForNoOtherApi(boolean atTokenEndpoint) throws Exception {
        session.with("resource", "contacts-api");
        narrowRequest();
        approve("app");
        next("events-api");

        assertThatThrownBy(() -> fetch(atTokenEndpoint))
                .isInstanceOf(atTokenEndpoint ? CorsErrorResponseException.class : ClientPolicyException.class)
                .hasMessageContaining("invalid_target");
    }

    @ParameterizedTest
    @CsvSource({"enforce, true", "enforce, false", "report, true"})
    void isRejectedAfterAFaultUnlessTheRealmOnlyReports(String mode, boolean atTokenEndpoint) throws Exception {
        realm.setting("mode", mode);
        approve("app");
        UserModel unreadable = Fake.broken(UserModel.class);
        session.users(
                Fake.of(UserProvider.class).with("getUserById", unreadable).make());

        if (mode.equals("report")) {
            fetch(atTokenEndpoint);
            assertThat(request.getScope()).isEqualTo(ASKED);
        } else {
            assertThatThrownBy(() -> fetch(atTokenEndpoint))
                    .isInstanceOf(atTokenEndpoint ? CorsErrorResponseException.class : ClientPolicyException.class)
                    .hasMessageContaining("invalid_scope");
        }
    }

    private void approve(String clientId) {
        session.singleUseObjects()
                .put("dc.id", clientId == null ? Map.of("cid", "app") : Map.of("uid", "session", "cid", clientId));
    }

    /** A request of its own, which names this API. */
    private void next(String named) {
        FakeSession next = new FakeSession(realm).from(app);
        next.singleUseObjects().putAll(session.singleUseObjects());
        session = named == null ? next : next.with("resource", named);
    }

    private void narrowRequest() throws ClientPolicyException {
        narrowRequest(request);
    }

    private void narrowRequest(CIBAAuthenticationRequest asked) throws ClientPolicyException {
        BackchannelEnforcement.narrowRequest(
                session.model(),
                new BackchannelAuthenticationRequestContext(
                        new BackchannelAuthenticationEndpointRequest(), asked, session.form()));
    }

    private EventBuilder fetch(boolean atTokenEndpoint) throws ClientPolicyException {
        EventBuilder event = session.event();
        if (atTokenEndpoint) {
            RequestState.of(session.model()).begin(session.context(event));
        }
        BackchannelEnforcement.narrowTokenRequest(
                session.model(),
                new BackchannelTokenRequestContext(
                        request, atTokenEndpoint ? new MultivaluedHashMap<>() : session.form()));
        return event;
    }

    private static int size(CIBAAuthenticationRequest request) throws Exception {
        return new ObjectMapper()
                .writeValueAsBytes(Map.of("scope", request.getScope(), "claims", request.getOtherClaims()))
                .length;
    }
}
