package io.github.permissionscopes.clientpolicy;

import static io.github.permissionscopes.clientpolicy.TestBackchannel.ASKED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.permissionscopes.fake.FakeRealm;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.grants.ciba.channel.CIBAAuthenticationRequest;
import org.keycloak.protocol.oidc.grants.ciba.endpoints.request.BackchannelAuthenticationEndpointRequestParser;
import org.keycloak.services.clientpolicy.ClientPolicyException;

/** What a user is asked for on the authentication device. */
class BackchannelEnforcementTest {

    private static final String API = "permission_scopes_resource";

    private final TestBackchannel asked = new TestBackchannel();
    private final FakeRealm realm = asked.realm();
    private final UserModel carl = realm.user("carl");
    private final CIBAAuthenticationRequest request = asked.request();

    @Test
    void asksTheUserForWhatIsPermitted() throws Exception {
        asked.narrowRequest();

        assertThat(request.getScope()).isEqualTo("openid read:contacts list:contacts");
        assertThat(BackchannelGrant.requested(asked.session().model(), request))
                .map(Object::toString)
                .contains(ASKED);
    }

    @Test
    void asksTheUserForEverythingWhereTheRealmOnlyReports() throws Exception {
        realm.setting("mode", "report");
        request.setOtherClaims(API, "the client's own");

        asked.narrowRequest();

        assertThat(request.getScope()).isEqualTo(ASKED);
        assertThat(request.getOtherClaims()).isEqualTo(Map.of(API, "the client's own"));
    }

    /** The client is told nothing of the user before the user has answered. */
    @Test
    void isAnsweredAlikeWhoeverMayHaveWhat() throws Exception {
        realm.setting("refusal", "reject");
        asked.narrowRequest();
        int size = size(request);

        CIBAAuthenticationRequest other = asked.request(carl);
        asked.narrowRequest(other);

        assertThat(other.getScope()).isEqualTo("openid");
        assertThat(size(other)).isEqualTo(size);
    }

    @Test
    void takesNothingThatTheClientSendsForOurs() throws Exception {
        request.setOtherClaims("permission_scopes_requested", "forged");
        request.setOtherClaims("permission_scopes_seal", "forged");
        request.setOtherClaims(API, "forged");
        assertThat(BackchannelGrant.requested(asked.session().model(), request)).isEmpty();
        assertThat(BackchannelGrant.api(asked.session().model(), request)).isEmpty();

        asked.narrowRequest();

        assertThat(request.getOtherClaims()).doesNotContainKey(API);
        assertThat(BackchannelGrant.api(asked.session().model(), request)).isEmpty();
        assertThat(BackchannelGrant.requested(asked.session().model(), request)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope", "id", "api", "requested"})
    void isNoneOfOursWhereItIsChanged(String changed) throws Exception {
        asked.narrowRequest();
        switch (changed) {
            case "scope" -> request.setScope(ASKED);
            case "id" -> request.id("another");
            case "api" -> request.setOtherClaims(API, "events-api");
            default -> request.setOtherClaims("permission_scopes_requested", "openid");
        }

        assertThat(BackchannelGrant.requested(asked.session().model(), request)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "parameter, contacts-api, openid read:contacts list:contacts",
        "parameter, events-api, openid",
        "claim, contacts-api, openid read:contacts list:contacts"
    })
    void isForTheApiThatIsNamed(String place, String name, String scope) throws Exception {
        if (place.equals("claim")) {
            asked.session()
                    .attributes()
                    .put(
                            BackchannelAuthenticationEndpointRequestParser.CIBA_SIGNED_AUTHENTICATION_REQUEST,
                            new ObjectMapper().readTree("{\"resource\":\"" + name + "\"}"));
        } else {
            asked.session().with("resource", name);
        }

        asked.narrowRequest();

        assertThat(request.getScope()).isEqualTo(scope);
        assertThat(BackchannelGrant.api(asked.session().model(), request)).contains("client:" + name);
    }

    @Test
    void isForNoApiOfOthers() {
        asked.session().with("audience", "nobody");

        assertThatThrownBy(asked::narrowRequest)
                .isInstanceOfSatisfying(ClientPolicyException.class, refused -> assertThat(refused.getError())
                        .isEqualTo("invalid_target"));
    }

    private static int size(CIBAAuthenticationRequest request) throws Exception {
        return new ObjectMapper()
                .writeValueAsBytes(Map.of("scope", request.getScope(), "claims", request.getOtherClaims()))
                .length;
    }
}
