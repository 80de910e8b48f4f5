package io.github.permissionscopes.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;

/** What a login leaves of a device's request is in the device code, for the user session in which it is approved. */
class DeviceApprovalTest {

    private static final String CODE = "code";
    private static final String KEY = "dc.code";
    private static final String KEPT = "additional_param_permission_scopes_granted.";
    private static final String REQUESTED = "additional_param_permission_scopes_requested";

    private final FakeRealm realm = FakeRealm.enforcing();
    private final FakeSession fake = new FakeSession(realm);
    private final KeycloakSession session = fake.model();
    private final SealedGrant grant = new SealedGrant(ScopeList.parse("openid read:contacts"), 1);

    @Test
    void isWhatWasGrantedInTheSessionThatApproves() {
        store(Map.of());
        keep("carl's", SealedGrant.NOTHING);
        keep("anna's", grant);

        assertThat(approvedIn("anna's")).isEqualTo(grant);
        assertThat(approvedIn("carl's")).isEqualTo(SealedGrant.NOTHING);
    }

    @Test
    void isNothingInASessionThatWasNotAsked() {
        store(Map.of());
        keep("anna's", grant);

        assertThat(approvedIn("carl's")).isEqualTo(SealedGrant.NOTHING);
    }

    @Test
    void isUnknownOfADeviceCodeThatWasApprovedWhileNothingWasEnforced() {
        assertThat(DeviceApproval.of(session, realm.model(), CODE, Map.of("uid", "anna's", "scope", "read:contacts")))
                .isEmpty();
    }

    /** A device can send a parameter of this name. */
    @ParameterizedTest
    @CsvSource({"openid", "openid permissionScopes.seal=0.forged", "''"})
    void isNoneThatADeviceHasMade(String sent) {
        Map<String, String> data = Map.of("uid", "anna's", KEPT + "anna's", sent);

        assertThatThrownBy(() -> DeviceApproval.of(session, realm.model(), CODE, data))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void cannotBeMovedToAnotherDeviceCodeOrSession() {
        store(Map.of());
        keep("anna's", grant);
        String kept = data().get(KEPT + "anna's");

        assertThatThrownBy(() -> DeviceApproval.of(
                        session, realm.model(), "another", Map.of("uid", "anna's", KEPT + "anna's", kept)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() ->
                        DeviceApproval.of(session, realm.model(), CODE, Map.of("uid", "carl's", KEPT + "carl's", kept)))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @CsvSource({"uid, anna's", "denied, true"})
    void isNotKeptInACodeThatIsAnswered(String answer, String value) {
        store(Map.of(answer, value));
        Map<String, String> before = data();

        keep("anna's", grant);

        assertThat(data()).isEqualTo(before);
    }

    @Test
    void isKeptNowhereWhereTheCodeIsUsedUp() {
        keep("anna's", grant);

        assertThat(fake.singleUseObjects()).isEmpty();
    }

    /** Replacing what is stored takes its lifespan away. */
    @Test
    void leavesTheCodeItsLifespanAndAGrace() {
        store(Map.of());
        keep("anna's", grant);
        keep("carl's", grant);

        fake.commit();

        assertThat(fake.lifespans()).containsOnlyKeys(KEY);
        assertThat(fake.lifespans().get(KEY)).isBetween(310L, 315L);
        assertThat(data()).containsKeys(KEPT + "anna's", KEPT + "carl's");
    }

    @ParameterizedTest
    @CsvSource({"approved", "used up", "expired"})
    void leavesACodeAloneThatIsNotPendingAnyMore(String then) {
        store(Map.of());
        keep("anna's", grant);
        switch (then) {
            case "approved" -> data().put("uid", "anna's");
            case "expired" -> data().put("exp", String.valueOf(Time.currentTime() - 100));
            default -> fake.singleUseObjects().clear();
        }

        fake.commit();

        assertThat(fake.lifespans()).isEmpty();
    }

    @Test
    void remembersWhatTheDeviceHasAskedForWhateverBecomesOfIt() {
        store(Map.of("scope", "openid read:contacts delete:contacts"));
        ScopeList asked = DeviceApproval.requested(session, realm.model(), CODE, data());

        Map<String, String> kept = DeviceApproval.keepRequested(session, realm.model(), CODE, data(), asked);
        kept.put("scope", "openid");

        assertThat(asked.toString()).isEqualTo("openid read:contacts delete:contacts");
        assertThat(DeviceApproval.requested(session, realm.model(), CODE, kept)).isEqualTo(asked);
        assertThat(DeviceApproval.requested(session, realm.model(), "another", kept)
                        .toString())
                .as("of another device code it says nothing")
                .isEqualTo("openid");
    }

    @Test
    void takesNothingThatTheDeviceSendsForWhatItHasAskedFor() {
        Map<String, String> data = Map.of(
                "scope", "openid permissionScopes.seal=1.x permissionScopes.api=y", REQUESTED, "delete:contacts");

        assertThat(DeviceApproval.requested(session, realm.model(), CODE, data).toString())
                .isEqualTo("openid");
    }

    private void store(Map<String, String> more) {
        Map<String, String> data = new HashMap<>(more);
        data.put("exp", String.valueOf(Time.currentTime() + 300));
        data.put("int", "5");
        fake.singleUseObjects().put(KEY, data);
    }

    private void keep(String userSession, SealedGrant granted) {
        DeviceApproval.keep(session, realm.model(), CODE, userSession, granted);
    }

    private SealedGrant approvedIn(String userSession) {
        Map<String, String> approved = new HashMap<>(data());
        approved.put("uid", userSession);
        return DeviceApproval.of(session, realm.model(), CODE, approved).orElseThrow();
    }

    private Map<String, String> data() {
        return fake.singleUseObjects().get(KEY);
    }
}
