package io.github.permissionscopes.config;

import io.github.permissionscopes.decision.Mode;
import io.github.permissionscopes.decision.Settings;
import java.util.Optional;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionConfigModel;
import org.keycloak.models.RequiredActionProviderModel;

/** The switch that turns the product on in a realm: its required action. */
public final class RealmSwitch {

    private RealmSwitch() {}

    /** @return the realm's settings; empty while the switch is off or not registered */
    public static Optional<Settings> settings(RealmModel realm) {
        return isOn(realm) ? Optional.of(configured(realm)) : Optional.empty();
    }

    public static boolean isOn(RealmModel realm) {
        RequiredActionProviderModel action =
                realm.getRequiredActionProviderByAlias(PermissionScopes.REQUIRED_ACTION_ID);
        return action != null && action.isEnabled();
    }

    /** @return the configured settings, whether the switch is on or off */
    public static Settings configured(RealmModel realm) {
        RequiredActionConfigModel config = realm.getRequiredActionConfigByAlias(PermissionScopes.REQUIRED_ACTION_ID);
        return SwitchConfig.parse(
                config == null ? null : config.getConfig(), clientId -> KnownClients.exists(realm, clientId));
    }

    /** @return whether decisions take effect: the switch is on, and the realm does not only report */
    public static boolean enforces(RealmModel realm) {
        return settings(realm)
                .filter(settings -> settings.mode() == Mode.ENFORCE)
                .isPresent();
    }
}
