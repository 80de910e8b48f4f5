package io.github.permissionscopes.faults;

import jakarta.persistence.EntityManager;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.cache.CacheRealmProvider;
import org.keycloak.models.jpa.entities.RealmEntity;
import org.keycloak.models.jpa.entities.RequiredActionProviderEntity;
import org.keycloak.models.utils.PostMigrationEvent;

/** What a test may order of the server. */
public final class FaultsResource {

    private final KeycloakSession session;

    FaultsResource(KeycloakSession session) {
        this.session = session;
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

    /** @return how many clients were read since this was asked last */
    @GET
    @Path("client-reads")
    @Produces(MediaType.TEXT_PLAIN)
    public String clientReads() {
        return String.valueOf(ClientReads.take());
    }

    /** As two nodes have written it: beside the realm's switch a second entry, on and without settings. */
    @POST
    @Path("second-switch")
    public void registerTheSwitchAgain() {
        RealmModel realm = session.getContext().getRealm();
        EntityManager entities =
                session.getProvider(JpaConnectionProvider.class).getEntityManager();
        RequiredActionProviderEntity second = new RequiredActionProviderEntity();
        second.setId(UUID.randomUUID().toString());
        second.setRealm(entities.find(RealmEntity.class, realm.getId()));
        second.setAlias("permission-scopes");
        second.setProviderId("permission-scopes");
        second.setName("Permission Scopes");
        second.setEnabled(true);
        entities.persist(second);
        session.getProvider(CacheRealmProvider.class).registerRealmInvalidation(realm.getId(), realm.getName());
    }

    /** What Keycloak does at the end of a start, on so many nodes at once. */
    @POST
    @Path("starts/{nodes}")
    public void start(@PathParam("nodes") int nodes) {
        KeycloakSessionFactory sessions = session.getKeycloakSessionFactory();
        CyclicBarrier together = new CyclicBarrier(nodes);
        List<CompletableFuture<Void>> starts = IntStream.range(0, nodes)
                .mapToObj(node -> CompletableFuture.runAsync(
                        () -> {
                            try {
                                together.await();
                            } catch (InterruptedException | BrokenBarrierException e) {
                                throw new IllegalStateException(e);
                            }
                            sessions.publish(new PostMigrationEvent(sessions));
                        },
                        command -> new Thread(command).start()))
                .toList();
        starts.forEach(CompletableFuture::join);
    }
}
