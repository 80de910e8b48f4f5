package io.github.permissionscopes.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.authorization.RequestState;
import io.github.permissionscopes.config.AuthenticatorConfig;
import io.github.permissionscopes.config.ConditionConfig;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.fake.Fake;
import io.github.permissionscopes.fake.FakeLogin;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticationFlowException;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.common.Profile;
import org.keycloak.models.AuthenticatorConfigModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.CorsErrorResponseException;

/** Steps of a login flow: one that judges, and one that asks for a further step. Anna may read contacts. */
class LoginFlowTest {

    private final FakeRealm realm = FakeRealm.enforcing();
    private final RoleModel read = realm.role("contacts-api", "read:contacts");
    private final ClientModel app = realm.client(
            "app",
            realm.scope("read:contacts", read),
            realm.scope("read:notes", Map.of(PermissionScopes.MINIMUM_ACR, "2"), read),
            realm.scope("delete:contacts", realm.role("contacts-api", "delete:contacts")),
            realm.scope("email"));
    private final FakeSession session = new FakeSession(realm).from(app);
    private final Map<String, String> config = new HashMap<>();
    private final Set<String> given = new HashSet<>(Set.of(PermissionScopes.REQUIRED_ACTION_ID));
    private UserModel user = realm.user("anna", read);
    private boolean succeeded;

    @BeforeAll
    static void start() {
        Profile.init(
                Profile.ProfileName.DEFAULT,
                Arrays.stream(Profile.Feature.values())
                        .collect(Collectors.toMap(Function.identity(), feature -> false)));
    }

    @AfterAll
    static void stop() {
        Profile.reset();
    }

    @ParameterizedTest
    @CsvSource({"strip, email", "reject_if_none_left, email", "reject, email", "strip, email delete:contacts"})
    void goesOnWhereNothingIsRejected(String refusal, String scope) {
        config.put(AuthenticatorConfig.REFUSAL, refusal);
        FakeLogin login = login(scope);

        new PermissionScopesAuthenticator().authenticate(context(login));

        assertThat(succeeded).isTrue();
        assertThat(login.scope()).isEqualTo("email");
        assertThat(login.notes()).doesNotContainKey("permissionScopes.flowNotice");
    }

    @Test
    void wantsANoticeWhereItIsConfigured() {
        config.put(AuthenticatorConfig.NOTICE, "true");
        FakeLogin login = login("email");

        new PermissionScopesAuthenticator().action(context(login));

        assertThat(login.notes()).containsEntry("permissionScopes.flowNotice", "true");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void endsWhereTheRequestIsRejected(boolean atTokenEndpoint) {
        config.put(AuthenticatorConfig.REFUSAL, "reject");
        if (atTokenEndpoint) {
            RequestState.of(session.model()).begin(session.context(session.event()));
        }
        FakeLogin login =
                login("email delete:contacts").note("response_type", "code").note("iss", "https://acme");

        assertThatThrownBy(() -> new PermissionScopesAuthenticator().authenticate(context(login)))
                .isInstanceOf(atTokenEndpoint ? CorsErrorResponseException.class : AuthenticationFlowException.class);
        assertThat(succeeded).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "any, , email, false",
        "any, , read:contacts, true",
        "any, , delete:contacts, false",
        "any, , read:notes, true",
        "given, email, email, true",
        "given, read:contacts, email, false",
        "given, read:contacts, read:contacts email, true",
        "given, delete:contacts, delete:contacts, false",
        "given, read:notes, read:notes, true",
        "refused, , delete:contacts, true",
        "refused, , read:notes, false",
        "refused, , read:contacts, false"
    })
    void asksForAFurtherStepWhereTheScopesNeedIt(String when, String names, String scope, boolean asked) {
        config.put(ConditionConfig.WHEN, when);
        config.put(ConditionConfig.SCOPES, names);

        assertThat(asks(login(scope).reached(1))).isEqualTo(asked);
    }

    @ParameterizedTest
    @CsvSource({"mode, report", "reportOnlyApis, contacts-api"})
    void asksForNoStepWhereNothingIsEnforced(String setting, String value) {
        realm.setting(setting, value);

        assertThat(asks(login("read:contacts"))).isFalse();
    }

    @Test
    void asksForNoStepInAnotherProtocol() {
        assertThat(asks(login("read:contacts").protocol("saml"))).isFalse();
    }

    @Test
    void asksForTheStepWhereTheUserIsNotKnownOrCannotBeRead() {
        user = null;
        assertThat(asks(login("email"))).isTrue();

        user = Fake.broken(UserModel.class);
        assertThat(asks(login("read:contacts"))).isTrue();
        assertThat(asks(login("email"))).as("no role is read for it").isFalse();
    }

    /**
     * The action never requires anything from a user: otherwise a user who is given it by mistake could not use the
     * password grant.
     */
    @Test
    void leavesNothingToDoAtTheEndWhereNothingIsRejected() {
        FakeLogin login = login("email delete:contacts");
        PendingAnswer.due(session.model(), login.model());

        new PermissionScopesAction().evaluateTriggers(end(login));

        assertThat(login.scope()).isEqualTo("email");
        assertThat(login.requiredActions()).isEmpty();
        assertThat(given).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"none, false", "login, false", "none, true"})
    void endsWithAnErrorWhereTheRealmRejects(String prompt, boolean atTokenEndpoint) {
        realm.setting("refusal", "reject");
        FakeLogin login = login("delete:contacts")
                .note("prompt", prompt)
                .note("response_type", "code")
                .note("iss", "https://acme");
        if (atTokenEndpoint) {
            RequestState.of(session.model()).begin(session.context(session.event()));
        }

        if (prompt.equals("none")) {
            assertThatThrownBy(() -> new PermissionScopesAction().evaluateTriggers(end(login)))
                    .isInstanceOf(
                            atTokenEndpoint ? CorsErrorResponseException.class : AuthenticationFlowException.class);
        } else {
            new PermissionScopesAction().evaluateTriggers(end(login));
            assertThat(login.requiredActions()).as("the page that ends it").containsExactly("permission-scopes");
        }
    }

    private RequiredActionContext end(FakeLogin login) {
        UserModel asked = Fake.of(UserModel.class)
                .with("getId", "user:anna")
                .get("getRoleMappingsStream", () -> Stream.of(read))
                .get("getGroupsStream", Stream::empty)
                .get("getRequiredActionsStream", given::stream)
                .on("removeRequiredAction", arguments -> given.remove((String) arguments[0]))
                .make();
        return Fake.of(RequiredActionContext.class)
                .with("getSession", session.model())
                .with("getRealm", realm.model())
                .with("getAuthenticationSession", login.model())
                .with("getUser", asked)
                .with("getEvent", session.event())
                .make();
    }

    private boolean asks(FakeLogin login) {
        return new PermissionScopesCondition().matchCondition(context(login));
    }

    private FakeLogin login(String scope) {
        return new FakeLogin(app, scope).by(user);
    }

    private AuthenticationFlowContext context(FakeLogin login) {
        AuthenticatorConfigModel configured = new AuthenticatorConfigModel();
        configured.setConfig(config);
        return Fake.of(AuthenticationFlowContext.class)
                .with("getSession", session.model())
                .with("getRealm", realm.model())
                .with("getAuthenticationSession", login.model())
                .with("getUser", user)
                .with("getEvent", session.event())
                .with("getAuthenticatorConfig", configured)
                .get("success", () -> succeeded = true)
                .make();
    }
}
