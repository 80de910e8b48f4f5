package io.github.permissionscopes.tokenendpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.fake.FakeContacts;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.grants.DeviceApproval;
import io.github.permissionscopes.grants.SealedGrant;
import io.github.permissionscopes.grants.SealedTarget;
import io.github.permissionscopes.resource.InvalidTarget;
import io.github.permissionscopes.resource.TargetApi;
import io.github.permissionscopes.resource.TargetInScope;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.ClientModel;
import org.keycloak.services.CorsErrorResponseException;

/** What a device code gives: the device asked for more than Anna may have. */
class DeviceCodeEnforcementTest {

    private static final String KEY = "dc.code";
    private static final String ASKED = "openid read:contacts delete:contacts";
    private static final String NAMED = "additional_param_permission_scopes_resource";

    private final FakeContacts contacts = new FakeContacts();
    private final FakeRealm realm = contacts.realm();
    private final ClientModel app = contacts.app();
    private final FakeSession session = new FakeSession(realm).from(app);
    private final Map<String, String> data = new HashMap<>();

    @BeforeEach
    void logIn() {
        session.with(contacts.login(2).model()).with("device_code", "code");
        data.put("scope", ASKED);
        data.put("exp", "0");
        data.put("int", "5");
        session.singleUseObjects().put(KEY, data);
    }

    @Test
    void givesWhatWasGrantedAndIsStillPermitted() {
        approved("openid read:contacts delete:contacts", 2);

        assertThat(redeem()).isEqualTo("openid read:contacts");
    }

    @Test
    void givesNoMoreThanWasGranted() {
        data.put("scope", "read:contacts list:contacts");
        approved("read:contacts", 2);

        assertThat(redeem()).isEqualTo("read:contacts");
    }

    @Test
    void isJudgedByTheLevelOfTheLoginThatGrantedIt() {
        approved("openid read:notes", 1);

        assertThat(redeem()).isEqualTo("openid");
    }

    @Test
    void isJudgedAsThingsAreNowWhereNothingWasEnforcedThen() {
        data.put("scope", ASKED + " read:notes");
        data.put("uid", "session");

        assertThat(redeem()).isEqualTo("openid read:contacts read:notes");
    }

    /** A poll that comes too soon narrows what is stored, and the next one still tells what was refused. */
    @Test
    void tellsTheEventOfEveryPollWhatTheDeviceHasAskedFor() {
        approved("openid read:contacts", 2);
        redeem();

        GrantRequest second = request();
        RedeemableCodeEnforcement.ofDeviceCodes().enforce(second);

        assertThat(second.event().getEvent().getDetails())
                .containsEntry("scope_requested", ASKED)
                .containsEntry("scope_refused", "delete:contacts");
    }

    @ParameterizedTest
    @CsvSource({"uid", "code", "session", "parameter"})
    void isLeftToKeycloakWhereNobodyHasApproved(String missing) {
        data.put("uid", missing.equals("session") ? "ended" : "session");
        switch (missing) {
            case "uid" -> data.remove("uid");
            case "code" -> session.form().putSingle("device_code", "another");
            case "parameter" -> session.form().remove("device_code");
            default -> assertThat(missing).isEqualTo("session");
        }
        Map<String, String> before = Map.copyOf(data);

        redeem();

        assertThat(session.singleUseObjects().get(KEY)).isEqualTo(before);
    }

    @Test
    void isUsedUpByARequestThatIsRejected() {
        realm.setting("refusal", "reject");
        approved("openid read:contacts", 2);

        assertThatThrownBy(this::redeem)
                .isInstanceOf(CorsErrorResponseException.class)
                .hasMessage("invalid_scope");
        assertThat(session.singleUseObjects()).isEmpty();
    }

    @Test
    void isForTheApiThatWasGranted() {
        approved(
                TargetInScope.add(
                                ScopeList.parse("read:contacts"),
                                new TargetApi("contacts-api", "contacts-api", "client:contacts-api"))
                        .toString(),
                2);
        data.put("additional_param_resource", "events-api");

        assertThat(target()).contains("contacts-api");
        assertThat(stored()).isEqualTo("read:contacts");
    }

    @ParameterizedTest
    @CsvSource({
        "resource, events-api, events-api",
        "audience, events-api, events-api",
        "permission_scopes_resource, events-api, "
    })
    void isForTheApiThatTheDeviceNamedWhereNothingWasEnforcedThen(String parameter, String name, String api) {
        data.put("uid", "session");
        data.put("additional_param_" + parameter, name);

        assertThat(target()).isEqualTo(Optional.ofNullable(api));
    }

    @Test
    void isForTheApiThatWasSealedBeforeAnyOther() {
        data.put("uid", "session");
        data.put(NAMED, SealedTarget.seal(session.model(), app, "contacts-api"));
        data.put("additional_param_resource", "events-api");

        assertThat(target()).contains("contacts-api");
    }

    @Test
    void isUsedUpByARequestForAnotherApi() {
        data.put("uid", "session");
        data.put(NAMED, SealedTarget.seal(session.model(), app, "contacts-api"));
        session.with("resource", "events-api");

        assertThatThrownBy(this::redeem).isInstanceOf(InvalidTarget.class);
        assertThat(session.singleUseObjects()).isEmpty();
    }

    private void approved(String granted, int level) {
        DeviceApproval.keep(
                session.model(), realm.model(), "code", "session", new SealedGrant(ScopeList.parse(granted), level));
        session.singleUseObjects().get(KEY).put("uid", "session");
    }

    private Optional<String> target() {
        GrantRequest request = request();
        RedeemableCodeEnforcement.ofDeviceCodes().enforce(request);
        return request.state().target().api().map(TargetApi::clientId);
    }

    private String redeem() {
        RedeemableCodeEnforcement.ofDeviceCodes().enforce(request());
        return stored();
    }

    private String stored() {
        return session.singleUseObjects().get(KEY).get("scope");
    }

    private GrantRequest request() {
        return Requests.of(session);
    }
}
