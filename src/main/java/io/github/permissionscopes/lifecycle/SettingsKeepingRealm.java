package io.github.permissionscopes.lifecycle;

import io.github.permissionscopes.config.PermissionScopes;
import jakarta.persistence.EntityManager;
import java.util.Map;
import java.util.Objects;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RequiredActionConfigModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.jpa.RealmAdapter;
import org.keycloak.models.jpa.entities.RealmEntity;

/**
 * A realm in Keycloak's database whose switch, a required action, keeps its settings if its row is written without
 * meaning them.
 *
 * <p>Keycloak writes a required action in two ways ({@code AuthenticationManagementResource}): its config alone, or the
 * row with its config. A request that writes or removes the config means the settings. A request that writes the row
 * means them if it contains any, except from the admin console, which sends the row as its page loaded it, with
 * possibly outdated settings.
 */
final class SettingsKeepingRealm extends RealmAdapter {

    private boolean settingsAreWritten;

    SettingsKeepingRealm(KeycloakSession session, EntityManager entities, RealmEntity realm) {
        super(session, entities, realm);
    }

    @Override
    public void updateRequiredActionConfig(RequiredActionConfigModel settings) {
        writingSettings(() -> super.updateRequiredActionConfig(settings));
    }

    @Override
    public void removeRequiredActionProviderConfig(RequiredActionConfigModel settings) {
        writingSettings(() -> super.removeRequiredActionProviderConfig(settings));
    }

    /** Keycloak writes the settings by writing the row. */
    private void writingSettings(Runnable write) {
        settingsAreWritten = true;
        try {
            write.run();
        } finally {
            settingsAreWritten = false;
        }
    }

    /** Writes the row once, so there is no moment without settings. */
    @Override
    public void updateRequiredActionProvider(RequiredActionProviderModel row) {
        super.updateRequiredActionProvider(settingsAreWritten ? row : withItsSettings(row));
    }

    private RequiredActionProviderModel withItsSettings(RequiredActionProviderModel row) {
        RequiredActionProviderModel stored = getRequiredActionProviderById(row.getId());
        boolean ours = stored != null && PermissionScopes.REQUIRED_ACTION_ID.equals(stored.getProviderId());
        return !ours || (hasSettings(row) && !AdminConsole.isCalling(session)) ? row : copy(row, stored.getConfig());
    }

    private static boolean hasSettings(RequiredActionProviderModel row) {
        return row.getConfig() != null && row.getConfig().values().stream().anyMatch(Objects::nonNull);
    }

    /** Copies, because the given model may be the cache's. */
    private static RequiredActionProviderModel copy(RequiredActionProviderModel row, Map<String, String> config) {
        RequiredActionProviderModel copy = new RequiredActionProviderModel();
        copy.setId(row.getId());
        copy.setAlias(row.getAlias());
        copy.setName(row.getName());
        copy.setProviderId(row.getProviderId());
        copy.setEnabled(row.isEnabled());
        copy.setDefaultAction(row.isDefaultAction());
        copy.setPriority(row.getPriority());
        copy.setConfig(config);
        return copy;
    }
}
