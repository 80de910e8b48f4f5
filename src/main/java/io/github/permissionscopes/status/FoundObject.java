package io.github.permissionscopes.status;

import io.github.permissionscopes.server.EnforcementPoint;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RealmModel;

/**
 * The object that a finding is about.
 *
 * @param type {@code client_scope}, {@code client}, {@code realm}, {@code authentication_flow} or {@code seam}
 * @param id Keycloak's id of the object
 * @param name its display name; for a client its client ID
 */
record FoundObject(String type, String id, String name) {

    static FoundObject of(ClientScopeModel scope) {
        return new FoundObject("client_scope", scope.getId(), scope.getName());
    }

    static FoundObject of(ClientModel client) {
        return new FoundObject("client", client.getId(), client.getClientId());
    }

    static FoundObject of(RealmModel realm) {
        return new FoundObject("realm", realm.getId(), realm.getName());
    }

    static FoundObject of(AuthenticationFlowModel flow) {
        return new FoundObject("authentication_flow", flow.getId(), flow.getAlias());
    }

    static FoundObject of(EnforcementPoint point) {
        return new FoundObject("seam", point.id(), point.id());
    }
}
