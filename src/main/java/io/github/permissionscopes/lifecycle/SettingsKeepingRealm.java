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
 * A realm as the database has it. Its switch, which is a required action, keeps its settings when the action's row is
 * written by somebody who does not mean them.
 *
 * <p>Keycloak has two ways to write a required action ({@code AuthenticationManagementResource}): its config alone, and
 * the row with the config in it. Who writes the config, or removes it, means the settings. Who writes the row means
 * them if it has any; the admin console never does, which sends the row as its page had loaded it, with settings that
 * may be old.
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

    /** In the one write of the row: there is no moment at which the settings are not there. */
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

    /** Not written into the model that is given: it may be the cache's. */
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
