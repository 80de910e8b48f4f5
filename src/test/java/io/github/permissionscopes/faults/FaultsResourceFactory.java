package io.github.permissionscopes.faults;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** {@code /realms/<realm>/faults}, where a test orders its fault. */
public final class FaultsResourceFactory implements RealmResourceProviderFactory, RealmResourceProvider {

    @Override
    public String getId() {
        return "faults";
    }

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return this;
    }

    @Override
    public Object getResource() {
        return this;
    }

    @POST
    @Path("{fault}/{victim}")
    public void order(@PathParam("fault") Fault fault, @PathParam("victim") String victim) {
        OrderedFault.order(fault, victim);
    }

    /** @return how often it has happened */
    @DELETE
    @Produces(MediaType.TEXT_PLAIN)
    public String cancel() {
        return String.valueOf(OrderedFault.cancel());
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
