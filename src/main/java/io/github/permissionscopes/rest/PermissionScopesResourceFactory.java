package io.github.permissionscopes.rest;

import com.google.auto.service.AutoService;
import io.github.permissionscopes.config.PermissionScopes;
import jakarta.ws.rs.core.HttpHeaders;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** The provider factory that serves {@link PermissionScopesResource} at {@code /realms/{realm}/permission-scopes}. */
@AutoService(RealmResourceProviderFactory.class)
public final class PermissionScopesResourceFactory implements RealmResourceProviderFactory {

    @Override
    public String getId() {
        return PermissionScopes.REST_RESOURCE_ID;
    }

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return new RealmResourceProvider() {
            @Override
            public Object getResource() {
                // Set here, so that it also applies to the server's own error answers. Answers say who may do what and
                // must not be cached.
                session.getContext().getHttpResponse().setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
                return new PermissionScopesResource(session);
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }

    @Override
    public void init(Config.Scope config) {
        // Nothing to configure.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // Nothing to prepare.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
