package io.github.permissionscopes.provisioning;

import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.RoleModel.RoleNameChangeEvent;

/**
 * Renames a role as Keycloak's {@code RoleResource.updateRole} does: it publishes an event, by which mappers that name
 * the role are updated.
 */
final class RoleRename {

    private RoleRename() {}

    static void rename(KeycloakSession session, RealmModel realm, RoleModel role, String name) {
        String previous = role.getName();
        String clientId = role.getContainer() instanceof ClientModel client ? client.getClientId() : null;
        role.setName(name);
        session.getKeycloakSessionFactory().publish(new RoleNameChangeEvent() {
            @Override
            public RealmModel getRealm() {
                return realm;
            }

            @Override
            public String getNewName() {
                return name;
            }

            @Override
            public String getPreviousName() {
                return previous;
            }

            @Override
            public @Nullable String getClientId() {
                return clientId;
            }

            @Override
            public KeycloakSession getKeycloakSession() {
                return session;
            }
        });
    }
}
