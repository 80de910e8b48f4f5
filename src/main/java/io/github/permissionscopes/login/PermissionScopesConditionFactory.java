package io.github.permissionscopes.login;

import com.google.auto.service.AutoService;
import io.github.permissionscopes.BuildInfo;
import io.github.permissionscopes.config.ConditionConfig;
import io.github.permissionscopes.config.PermissionScopes;
import java.util.List;
import java.util.Map;
import org.keycloak.Config;
import org.keycloak.authentication.AuthenticationFlowCallbackFactory;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticator;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ServerInfoAwareProviderFactory;

@AutoService(AuthenticatorFactory.class)
public final class PermissionScopesConditionFactory
        implements ConditionalAuthenticatorFactory, AuthenticationFlowCallbackFactory, ServerInfoAwareProviderFactory {

    // Stateless.
    private static final ConditionalAuthenticator CONDITION = new PermissionScopesCondition();

    @Override
    public String getId() {
        return PermissionScopes.CONDITION_ID;
    }

    @Override
    public String getDisplayType() {
        return "Condition - " + PermissionScopes.DISPLAY_NAME;
    }

    @Override
    public String getHelpText() {
        return "Runs the sub-flow only in logins that request certain scopes, so that users need a further factor"
                + " only if an application requests a scope that requires it. Put it after the steps that log the"
                + " user in. Works only while the realm's required action Permission Scopes is enabled and enforces.";
    }

    @Override
    public ConditionalAuthenticator getSingleton() {
        return CONDITION;
    }

    @Override
    public boolean isConfigurable() {
        return true;
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return ConditionConfig.PROPERTIES;
    }

    @Override
    public Requirement[] getRequirementChoices() {
        return new Requirement[] {Requirement.REQUIRED, Requirement.DISABLED};
    }

    @Override
    public boolean isUserSetupAllowed() {
        return false;
    }

    @Override
    public Map<String, String> getOperationalInfo() {
        return BuildInfo.operationalInfo();
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
