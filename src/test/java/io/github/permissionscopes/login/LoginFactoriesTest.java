package io.github.permissionscopes.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.permissionscopes.fake.Fake;
import io.github.permissionscopes.fake.FakeRealm;
import io.github.permissionscopes.fake.FakeSession;
import io.github.permissionscopes.lifecycle.RealmLifecycle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RequiredActionConfigModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ServerInfoAwareProviderFactory;

/** What an administrator, and the server, see of the steps of a login. The ids are in realm files. */
class LoginFactoriesTest {

    private final FakeRealm realm = FakeRealm.enforcing();
    private final FakeSession session = new FakeSession(realm);

    @Test
    void offerTheSwitchWithItsSettings() {
        PermissionScopesActionFactory factory = new PermissionScopesActionFactory();

        assertThat(factory.getId()).isEqualTo("permission-scopes");
        assertThat(factory.getDisplayText()).isEqualTo("Permission Scopes");
        assertThat(factory.create(session.model())).isInstanceOf(PermissionScopesAction.class);
        assertThat(factory.getConfigMetadata())
                .extracting(ProviderConfigProperty::getName)
                .containsExactly("mode", "refusal", "reportOnlyApis", "notice", "tellClient");
        assertVersion(factory);
    }

    @Test
    void letTheSwitchListenToWhatBecomesOfARealm() {
        List<Object> listeners = new ArrayList<>();

        new PermissionScopesActionFactory()
                .postInit(Fake.of(KeycloakSessionFactory.class)
                        .on("register", arguments -> listeners.add(arguments[0]))
                        .make());

        assertThat(listeners).singleElement().isInstanceOf(RealmLifecycle.class);
    }

    @Test
    void refuseASettingThatIsWrong() {
        PermissionScopesActionFactory factory = new PermissionScopesActionFactory();
        RequiredActionConfigModel config = new RequiredActionConfigModel();
        factory.validateConfig(session.model(), realm.model(), config);

        config.setConfig(Map.of("mode", "sometimes"));

        assertThatThrownBy(() -> factory.validateConfig(session.model(), realm.model(), config))
                .hasMessageContaining("sometimes");
    }

    @Test
    void offerTheStepThatJudges() {
        PermissionScopesAuthenticatorFactory factory = new PermissionScopesAuthenticatorFactory();

        assertStep(factory, "permission-scopes-authenticator", "Permission Scopes", "refusal", "notice");
        assertThat(factory.getHelpText()).contains("Removes scopes for which the user has no permission");
        assertThat(factory.getReferenceCategory()).isNull();
        assertVersion(factory);
        Authenticator step = factory.create(session.model());
        assertThat(step.requiresUser()).isTrue();
        assertThat(step.configuredFor(session.model(), realm.model(), realm.user("anna")))
                .isTrue();
    }

    @Test
    void offerTheStepThatAsksForAnother() {
        PermissionScopesConditionFactory factory = new PermissionScopesConditionFactory();

        assertStep(
                factory,
                "permission-scopes-condition",
                "Condition - Permission Scopes",
                "when",
                "scopes",
                "level",
                "maxAge",
                "negate");
        assertThat(factory.getHelpText()).contains("Put it after the steps that log the user in");
        assertVersion(factory);
        assertThat(factory.getSingleton().requiresUser()).isTrue();
    }

    @Test
    void replaceKeycloaksLoginProtocol() {
        ScopeCheckedLoginProtocolFactory factory = new ScopeCheckedLoginProtocolFactory();

        assertThat(factory.getId()).isEqualTo("openid-connect");
        assertThat(factory.order()).as("Keycloak's own has 0").isPositive();
        assertThat(factory.create(session.model())).isInstanceOf(ScopeCheckedLoginProtocol.class);
    }

    private static void assertStep(AuthenticatorFactory factory, String id, String name, String... settings) {
        assertThat(factory.getId()).isEqualTo(id);
        assertThat(factory.getDisplayType()).isEqualTo(name);
        assertThat(factory.isConfigurable()).isTrue();
        assertThat(factory.isUserSetupAllowed()).isFalse();
        assertThat(factory.getRequirementChoices()).containsExactly(Requirement.REQUIRED, Requirement.DISABLED);
        assertThat(factory.getConfigProperties())
                .extracting(ProviderConfigProperty::getName)
                .containsExactly(settings);
    }

    private static void assertVersion(ServerInfoAwareProviderFactory factory) {
        assertThat(factory.getOperationalInfo()).containsOnlyKeys("version");
    }
}
