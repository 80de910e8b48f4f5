package io.github.permissionscopes.refusalreport;

import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.keycloak.events.Event;
import org.keycloak.events.EventStoreProvider;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * A realm's stored events, the latest first. Each page is read in a separate transaction, since Keycloak's database
 * layer keeps everything that a transaction has read.
 */
final class StoredEvents {

    private final KeycloakSessionFactory sessions;
    private final String realmId;
    private final int page;
    private final int most;

    /** @param most maximum number of events to read */
    StoredEvents(KeycloakSessionFactory sessions, String realmId, int page, int most) {
        this.sessions = sessions;
        this.realmId = realmId;
        this.page = page;
        this.most = most;
    }

    /** @return whether these were all of them */
    boolean forEach(List<EventType> types, Instant since, Consumer<Event> reader) {
        // New events move the others to later pages, so that some are read twice.
        Set<String> seen = new HashSet<>();
        for (int first = 0; first < most; first += page) {
            int max = Math.min(page, most - first);
            List<Event> events = read(types, since, first, max);
            events.stream()
                    .filter(event -> event.getId() == null || seen.add(event.getId()))
                    .forEach(reader);
            if (events.size() < max) {
                return true;
            }
        }
        return read(types, since, most, 1).isEmpty();
    }

    // Keycloak 26.0 does not accept a number in fromDate.
    @SuppressWarnings("deprecation")
    private List<Event> read(List<EventType> types, Instant since, int first, int max) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                sessions, session -> session.getProvider(EventStoreProvider.class)
                        .createQuery()
                        .realm(realmId)
                        .type(types.toArray(EventType[]::new))
                        .fromDate(Date.from(since))
                        .orderByDescTime()
                        .firstResult(first)
                        .maxResults(max)
                        .getResultStream()
                        .toList());
    }
}
