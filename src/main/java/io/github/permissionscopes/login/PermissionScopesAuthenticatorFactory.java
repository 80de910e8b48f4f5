package io.github.permissionscopes.login;

import com.google.auto.service.AutoService;
import io.github.permissionscopes.BuildInfo;
import io.github.permissionscopes.config.AuthenticatorConfig;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.config.SwitchConfig;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
            .helpText("How this flow refuses. It counts only if it is stricter than the realm's setting.")
            .type(ProviderConfigProperty.LIST_TYPE)
            .options(SwitchConfig.REFUSAL_VALUES)
            .defaultValue(SwitchConfig.REFUSAL_VALUES.get(0))
            .add()
            .property()
            .name(AuthenticatorConfig.NOTICE)
            .label("Notice")
            .helpText("Shows the notice page after this flow, even if the realm's setting is off.")
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
        return "Removes scopes for which the user has no permission from the request, as an explicit step of a flow."
                + " Works only while the realm's required action Permission Scopes is enabled.";
    }

    @Override
    public @Nullable String getReferenceCategory() {
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
