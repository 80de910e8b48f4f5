package io.github.permissionscopes.fake;

import io.github.permissionscopes.config.PermissionScopes;
import java.util.HashMap;
import java.util.Map;
import org.keycloak.models.RequiredActionConfigModel;
import org.keycloak.models.RequiredActionProviderModel;

/** The required action that is the switch of a realm, with its settings. */
final class FakeSwitch {

    private final Map<String, String> settings = new HashMap<>();
    private boolean on = true;

    void turnOff() {
        on = false;
    }

    void set(String key, String value) {
        settings.put(key, value);
    }

    RequiredActionProviderModel action() {
        RequiredActionProviderModel action = new RequiredActionProviderModel();
        action.setAlias(PermissionScopes.REQUIRED_ACTION_ID);
        action.setEnabled(on);
        return action;
    }

    RequiredActionConfigModel config() {
        RequiredActionConfigModel config = new RequiredActionConfigModel();
        config.setConfig(settings);
        return config;
    }
}
