package io.github.permissionscopes.flood;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Map;
import java.util.UUID;
import org.keycloak.Config;
import org.keycloak.events.Event;
import org.keycloak.events.EventStoreProvider;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** {@code /realms/<realm>/flood}, where a test orders events. */
public final class FloodResourceFactory implements RealmResourceProviderFactory {

    private static final int IN_ONE_TRANSACTION = 1000;

    @Override
    public String getId() {
        return "flood";
    }

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return new RealmResourceProvider() {
            @Override
            public Object getResource() {
                return new Flood(session);
            }

            @Override
            public void close() {}
        };
    }

    /** Stores events, two in each millisecond until now. */
    public static final class Flood {

        private final KeycloakSession session;

        Flood(KeycloakSession session) {
            this.session = session;
        }

        @POST
        @Path("{events}/{users}/{scopes}")
        public void order(
                @PathParam("events") int events, @PathParam("users") int users, @PathParam("scopes") int scopes) {
            String realmId = session.getContext().getRealm().getId();
            long now = System.currentTimeMillis();
            for (int first = 0; first < events; first += IN_ONE_TRANSACTION) {
                int from = first;
                int to = Math.min(events, first + IN_ONE_TRANSACTION);
                KeycloakModelUtils.runJobInTransaction(session.getKeycloakSessionFactory(), other -> {
                    EventStoreProvider store = other.getProvider(EventStoreProvider.class);
                    for (int i = from; i < to; i++) {
                        store.onEvent(
                                event(realmId, now - (events - i) / 2, "user-" + i % users, "scope-" + i % scopes));
                    }
                });
            }
        }

        private static Event event(String realmId, long time, String user, String scope) {
            Event event = new Event();
            event.setId(UUID.randomUUID().toString());
            event.setTime(time);
            event.setType(EventType.LOGIN);
            event.setRealmId(realmId);
            event.setClientId("some-app");
            event.setUserId(user);
            event.setDetails(Map.of(
                    "scope_requested",
                    "openid " + scope,
                    "scope_refused",
                    scope,
                    "scope_refused_reasons",
                    scope + "=not_permitted",
                    "permission_scopes_mode",
                    "report"));
            return event;
        }
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
