package io.github.permissionscopes.realm;

import io.github.permissionscopes.decision.Settings;
import java.util.Optional;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionConfigModel;
import org.keycloak.models.RequiredActionProviderModel;

/** The realm's switch: the required action of this product. */
public final class RealmSwitch {

    private RealmSwitch() {}

    /** @return the realm's settings; empty when the switch is off or not registered */
    public static Optional<Settings> settings(RealmModel realm) {
        RequiredActionProviderModel action =
                realm.getRequiredActionProviderByAlias(PermissionScopes.REQUIRED_ACTION_ID);
        if (action == null || !action.isEnabled()) {
            return Optional.empty();
        }
        RequiredActionConfigModel config = realm.getRequiredActionConfigByAlias(PermissionScopes.REQUIRED_ACTION_ID);
        return Optional.of(SwitchConfig.parse(config == null ? null : config.getConfig()));
    }
}
