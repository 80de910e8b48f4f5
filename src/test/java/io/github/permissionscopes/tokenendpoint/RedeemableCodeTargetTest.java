package io.github.permissionscopes.tokenendpoint;

import static io.github.permissionscopes.tokenendpoint.TestCodes.enforce;
import static io.github.permissionscopes.tokenendpoint.TestCodes.redeem;
import static io.github.permissionscopes.tokenendpoint.TestCodes.sealed;
import static io.github.permissionscopes.tokenendpoint.TestCodes.sealedFor;
import static io.github.permissionscopes.tokenendpoint.TestCodes.store;
import static io.github.permissionscopes.tokenendpoint.TestCodes.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.fake.FakeContacts;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.FakeUserSession;
import io.github.permissionscopes.grants.SealedGrant;
import io.github.permissionscopes.resource.InvalidTarget;
import io.github.permissionscopes.resource.TargetApi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.ClientModel;

/** Which API an authorization code is for, and of which level: what its login has sealed. */
class RedeemableCodeTargetTest {

    private static final String CODE = "id.session.client:app";

    private final FakeContacts contacts = new FakeContacts();
    private final FakeRealm realm = contacts.realm();
    private final ClientModel app = contacts.app();
    private final FakeUserSession login = contacts.login(1);
    private final FakeSession session = new FakeSession(realm).from(app);

    @BeforeEach
    void logIn() {
        session.with(login.model()).with("code", CODE);
    }

    @ParameterizedTest
    @CsvSource({"1, openid", "2, openid read:notes", "0, openid"})
    void isJudgedByTheLevelOfItsOwnLogin(int level, String kept) {
        login.notes(app).put("level-of-authentication", "2");
        store(
                session,
                "code:id",
                sealed(session, new SealedGrant(ScopeList.parse("openid read:notes"), level), "client:app"));

        redeem(session);

        assertThat(stored(session)).isEqualTo(kept);
    }

    @Test
    void isForTheApiThatItsLoginNamed() {
        store(session, "code:id", sealedFor(session, "contacts-api", "read:contacts"));

        GrantRequest request = redeem(session);

        assertThat(stored(session)).isEqualTo("read:contacts");
        assertThat(request.state().target().api().map(TargetApi::clientId)).contains("contacts-api");
    }

    @ParameterizedTest
    @CsvSource({"contacts-api, events-api", "gone, ", "contacts-api, nobody"})
    void isUsedUpByARequestForAnotherApi(String granted, String named) {
        store(session, "code:id", sealedFor(session, granted, "read:contacts"));
        if (named != null) {
            session.with("resource", named);
        }
        GrantRequest request = Requests.of(session);

        assertThatThrownBy(() -> enforce(request)).isInstanceOf(InvalidTarget.class);
        assertThat(session.singleUseObjects()).isEmpty();
        assertThat(request.event().getEvent().getUserId()).isEqualTo("user:anna");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openid permissionScopes.seal=2.forged", "moved"})
    void isNoneThatIsSealedBySomebodyElse(String stored) {
        store(
                session,
                "code:id",
                stored.equals("moved")
                        ? sealed(session, new SealedGrant(ScopeList.parse("read:contacts"), 2), "client:other")
                        : stored);

        assertThatThrownBy(() -> redeem(session)).isInstanceOf(IllegalStateException.class);
    }

    /** Since 26.7 Keycloak keeps the parameter, and would look for the URL in the audience. */
    @Test
    void hidesKeycloaksOwnResourceAndIsForItsApi() {
        store(session, "code:id", "read:contacts").put("resource", "contacts-api");

        GrantRequest request = redeem(session);

        assertThat(session.singleUseObjects().get("code:id"))
                .doesNotContainKey("resource")
                .containsEntry("scope", "read:contacts");
        assertThat(request.state().target().api().map(TargetApi::clientId)).contains("contacts-api");
    }
}
