package io.github.permissionscopes.login;

import com.google.auto.service.AutoService;
import io.github.permissionscopes.BuildInfo;
import io.github.permissionscopes.config.AuthenticatorConfig;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.config.SwitchConfig;
import java.util.List;
import java.util.Map;
import org.keycloak.Config;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.provider.ServerInfoAwareProviderFactory;

@AutoService(AuthenticatorFactory.class)
public final class PermissionScopesAuthenticatorFactory
        implements AuthenticatorFactory, ServerInfoAwareProviderFactory {

    // Stateless.
    private static final Authenticator AUTHENTICATOR = new PermissionScopesAuthenticator();

    private static final List<ProviderConfigProperty> PROPERTIES = ProviderConfigurationBuilder.create()
            .property()
            .name(AuthenticatorConfig.REFUSAL)
            .label("Refusal")
            .helpText("Refuses in this flow at least this strictly. It never loosens what the realm says.")
            .type(ProviderConfigProperty.LIST_TYPE)
            .options(SwitchConfig.REFUSAL_VALUES)
            .defaultValue(SwitchConfig.REFUSAL_VALUES.get(0))
            .add()
            .property()
            .name(AuthenticatorConfig.NOTICE)
            .label("Notice")
            .helpText("Shows the notice page after this flow, also where the realm does not.")
            .type(ProviderConfigProperty.BOOLEAN_TYPE)
            .defaultValue("false")
            .add()
            .build();

    @Override
    public String getId() {
        return PermissionScopes.AUTHENTICATOR_ID;
    }

    @Override
    public String getDisplayType() {
        return PermissionScopes.DISPLAY_NAME;
    }

    @Override
    public String getHelpText() {
        return "Takes scopes out of the request that the user has no permission for, in a flow that wants this as an"
                + " explicit step. Works only while the realm's required action Permission Scopes is enabled.";
    }

    @Override
    public String getReferenceCategory() {
        return null;
    }

    @Override
    public Authenticator create(KeycloakSession session) {
        return AUTHENTICATOR;
    }

    @Override
    public boolean isConfigurable() {
        return true;
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return PROPERTIES;
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
