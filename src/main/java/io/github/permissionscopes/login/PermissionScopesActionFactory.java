package io.github.permissionscopes.login;

import com.google.auto.service.AutoService;
import io.github.permissionscopes.BuildInfo;
import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.config.SwitchConfig;
import io.github.permissionscopes.lifecycle.RealmLifecycle;
import io.github.permissionscopes.server.EnforcementPointFactory;
import java.util.List;
import java.util.Map;
import org.keycloak.Config;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionConfigModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ServerInfoAwareProviderFactory;

/** Registers the required action that is the realm's switch; its config holds the realm's settings. */
@AutoService(RequiredActionFactory.class)
public final class PermissionScopesActionFactory
        implements RequiredActionFactory, ServerInfoAwareProviderFactory, EnforcementPointFactory {

    @Override
    public String getId() {
        return PermissionScopes.REQUIRED_ACTION_ID;
    }

    @Override
    public String getDisplayText() {
        return PermissionScopes.DISPLAY_NAME;
    }

    @Override
    public RequiredActionProvider create(KeycloakSession session) {
        return new PermissionScopesAction();
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return SwitchConfig.PROPERTIES;
    }

    @Override
    public void validateConfig(KeycloakSession session, RealmModel realm, RequiredActionConfigModel model) {
        SwitchConfig.validate(realm, model.getConfig() == null ? Map.of() : model.getConfig());
    }

    @Override
    public Map<String, String> getOperationalInfo() {
        return BuildInfo.operationalInfo();
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(new RealmLifecycle(factory));
    }

    @Override
    public void close() {}
}
