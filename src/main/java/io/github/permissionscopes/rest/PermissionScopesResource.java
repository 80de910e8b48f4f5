package io.github.permissionscopes.rest;

import jakarta.ws.rs.Path;
import org.keycloak.models.KeycloakSession;

/** The root: one class per part below it. */
public final class PermissionScopesResource {

    private final KeycloakSession session;

    PermissionScopesResource(KeycloakSession session) {
        this.session = session;
    }

    @Path("apis")
    public ApisResource apis() {
        return new ApisResource(session, Administrator.authenticated(session));
    }
}
