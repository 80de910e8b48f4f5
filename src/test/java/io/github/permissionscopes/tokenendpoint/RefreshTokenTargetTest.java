package io.github.permissionscopes.tokenendpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.FakeUserSession;
import io.github.permissionscopes.resource.GrantedTarget;
import io.github.permissionscopes.resource.InvalidTarget;
import io.github.permissionscopes.resource.TargetApi;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.ClientModel;
import org.keycloak.representations.RefreshToken;

/** Which API a refresh token stays for. That Keycloak obeys it: RefreshTokenIT. */
class RefreshTokenTargetTest {

    private final TestRenewal renewal = new TestRenewal();
    private final FakeRealm realm = renewal.contacts().realm();
    private final FakeUserSession login = renewal.login();
    private final FakeSession session = renewal.session();
    private final RefreshToken token = renewal.token();

    @ParameterizedTest
    @CsvSource({
        "client:contacts-api, , contacts-api, read:contacts",
        "client:contacts-api, contacts-api, contacts-api, read:contacts",
        "client:events-api, , events-api, ''",
        "'', , , read:contacts",
        ", contacts-api, contacts-api, read:contacts",
        ", events-api, events-api, ''",
        ", , , read:contacts"
    })
    void staysForTheApiThatWasGranted(String granted, String named, String api, String kept) {
        token.setScope("read:contacts");
        GrantRequest request = request(granted, named);

        new RefreshTokenEnforcement().enforce(request);

        assertThat(renewal.renewed(request).getScope()).isEqualTo(kept);
        assertThat(request.state().target().api().map(TargetApi::clientId)).isEqualTo(Optional.ofNullable(api));
        assertThat(request.state().target().grant())
                .isEqualTo(Optional.ofNullable(granted).filter(id -> !id.isEmpty()));
    }

    @ParameterizedTest
    @CsvSource({"client:contacts-api, events-api", "'', contacts-api", "gone, ", ", nobody"})
    void isForNoOtherApi(String granted, String named) {
        GrantRequest request = request(granted, named);

        assertThatThrownBy(() -> new RefreshTokenEnforcement().enforce(request)).isInstanceOf(InvalidTarget.class);
    }

    /** Since 26.7 Keycloak has a claim of its own, and would look for the URL in the audience. */
    @ParameterizedTest
    @ValueSource(strings = {"", "contacts-api"})
    void hidesKeycloaksOwnClaimAndStaysForItsApi(String named) {
        token.setOtherClaims("resource", "contacts-api");
        token.setScope("read:contacts");
        GrantRequest request = request(null, named.isEmpty() ? null : named);

        new RefreshTokenEnforcement().enforce(request);

        assertThat(renewal.renewed(request).getOtherClaims()).doesNotContainKey("resource");
        assertThat(request.state().target().api().map(TargetApi::clientId)).contains("contacts-api");
    }

    @Test
    void leavesKeycloaksOwnClaimToAClientThatTheProductIsNotAbout() {
        ClientModel plain = realm.client("plain", realm.scope("email"));
        session.from(plain);
        login.at(plain);
        token.issuedFor("plain");
        token.setOtherClaims("resource", "https://elsewhere.example");

        assertThat(renewal.renewed().getOtherClaims()).containsEntry("resource", "https://elsewhere.example");
    }

    private GrantRequest request(String granted, String named) {
        if (granted != null) {
            GrantedTarget.put(token, granted);
        }
        if (named != null) {
            session.with("resource", named);
        }
        return renewal.request();
    }
}
