package io.github.permissionscopes.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.decision.Ruling;
import io.github.permissionscopes.decision.ScopeList;
import io.github.permissionscopes.fake.FakeContacts;
import io.github.permissionscopes.fake.FakeLogin;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.fake.KeycloakFeatures;
import io.github.permissionscopes.grants.SealedGrant;
import io.github.permissionscopes.grants.SealedTarget;
import io.github.permissionscopes.resource.TargetInScope;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;

/** What a login leaves to the request that redeems its grant. */
class CarriedLoginTest {

    @RegisterExtension
    static final KeycloakFeatures FEATURES = KeycloakFeatures.none();

    private static final String ASKED = "openid read:contacts delete:contacts";

    private final FakeContacts contacts = new FakeContacts();
    private final FakeRealm realm = contacts.realm();
    private final ClientModel app = contacts.app();
    private final UserModel anna = contacts.anna();
    private final FakeLogin login = new FakeLogin(app, ASKED).by(anna);
    private FakeSession session = new FakeSession(realm).from(app);

    /** A level, or an API, goes to the code exchange under the seal of this user and client. */
    @ParameterizedTest
    @CsvSource({"1, openid", "2, openid read:notes"})
    void carryTheLevelOfTheLogin(int level, String kept) {
        login.note("scope", "openid read:notes").reached(level);

        narrow();

        assertThat(opened()).contains(new SealedGrant(ScopeList.parse(kept), level));
    }

    @Test
    void carryNothingWhereTheTokensAreIssuedInThisRequest() {
        RequestState.of(session.model()).begin(session.context(session.event()));
        login.reached(1);

        narrow();

        assertThat(login.scope()).isEqualTo("openid read:contacts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"resource", "audience", "permission_scopes_resource"})
    void areKeptInTheDeviceCodeWhoseUserCodeWasEntered(String parameter) {
        String name = parameter.startsWith("permission")
                ? SealedTarget.seal(session.model(), app, "contacts-api")
                : "contacts-api";
        session.singleUseObjects().put("realm:acme.uc.ABCD", Map.of("dc", "code"));
        session.singleUseObjects()
                .put(
                        "dc.code",
                        new HashMap<>(Map.of(
                                "rid",
                                "realm:acme",
                                "cid",
                                "app",
                                "scope",
                                ASKED,
                                "exp",
                                "0",
                                "int",
                                "5",
                                "additional_param_" + parameter,
                                name)));
        login.note("OAUTH2_DEVICE_VERIFIED_USER_CODE", "ABCD");

        narrow();

        assertThat(login.scope()).as("its consent page").isEqualTo("openid read:contacts");
        String kept = session.singleUseObjects()
                .get("dc.code")
                .get("additional_param_permission_scopes_granted." + FakeLogin.ID);
        SealedGrant grant = SealedGrant.open(
                        session.model(), realm.model(), ScopeList.parse(kept), "code", FakeLogin.ID)
                .orElseThrow();
        assertThat(TargetInScope.without(grant.scopes()).toString()).isEqualTo("openid read:contacts");
        assertThat(TargetInScope.in(grant.scopes())).contains("client:contacts-api");
    }

    private Optional<Ruling> narrow() {
        return LoginScopes.narrow(session.model(), login.model(), anna, session.event());
    }

    private Optional<SealedGrant> opened() {
        return SealedGrant.open(
                session.model(), realm.model(), ScopeList.parse(login.scope()), "client:app", "user:anna");
    }
}
