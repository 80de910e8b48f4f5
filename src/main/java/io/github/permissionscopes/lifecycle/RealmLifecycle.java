package io.github.permissionscopes.lifecycle;

import io.github.permissionscopes.realm.ScopeRenamed;
import io.github.permissionscopes.telemetry.StartupReport;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientModel.ClientCreationEvent;
import org.keycloak.models.ClientModel.ClientIdChangeEvent;
import org.keycloak.models.ClientModel.ClientRemovedEvent;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel.RealmPostCreateEvent;
import org.keycloak.models.RoleContainerModel.RoleRemovedEvent;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;
import org.keycloak.utils.KeycloakSessionUtil;

/** Handles Keycloak's provider events that concern the product. */
public final class RealmLifecycle implements ProviderEventListener {

    private final KeycloakSessionFactory sessions;

    public RealmLifecycle(KeycloakSessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public void onEvent(ProviderEvent event) {
        if (event instanceof PostMigrationEvent) {
            // Published at every start, when all realms exist, including those of --import-realm.
            SwitchRegistration.registerInAllRealms(sessions);
            ScopeMarks.markAllRealms(sessions);
            StartupReport.write(sessions);
        } else if (event instanceof RealmPostCreateEvent created) {
            // Not RealmCreationEvent: an import adds Keycloak's own actions only to a realm that has none yet.
            SwitchRegistration.register(created.getCreatedRealm());
            ScopeMarks.markAll(created.getKeycloakSession(), created.getCreatedRealm());
        } else if (event instanceof RoleRemovedEvent removed) {
            LostPermission.roleRemoved(removed.getKeycloakSession(), removed.getRole());
        } else if (event instanceof ClientIdChangeEvent renamed) {
            RenamedClient.follow(renamed);
        } else if (event instanceof ScopeRenamed renamed) {
            RenamedScope.follow(renamed);
        } else if (event instanceof ClientCreationEvent created) {
            ClientModel client = created.getCreatedClient();
            new ReportOnlySetting(KeycloakSessionUtil.getKeycloakSession(), client.getRealm())
                    .clientAdded(client.getClientId());
        } else if (event instanceof ClientRemovedEvent removed) {
            ClientModel client = removed.getClient();
            new ReportOnlySetting(removed.getKeycloakSession(), client.getRealm()).clientRemoved(client.getClientId());
        }
    }
}
