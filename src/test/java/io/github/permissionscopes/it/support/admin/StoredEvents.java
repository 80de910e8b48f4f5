package io.github.permissionscopes.it.support.admin;

import java.util.List;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.EventRepresentation;

/** The events that a realm has stored, as an administrator sees them: of servers that have no listener of the tests. */
public final class StoredEvents {

    private static final int MANY = 100;

    private final RealmResource realm;

    public StoredEvents(RealmResource realm) {
        this.realm = realm;
    }

    public void clear() {
        realm.clearEvents();
    }

    /** @return the types of all events, the latest first */
    public List<String> types() {
        return realm.getEvents(null, null, null, null, null, null, 0, MANY).stream()
                .map(EventRepresentation::getType)
                .toList();
    }

    public EventRepresentation latest(EventType type) {
        List<EventRepresentation> events = realm.getEvents(List.of(type.name()), null, null, null, null, null, 0, 1);
        if (events.isEmpty()) {
            throw new AssertionError("There is no event " + type + ", but " + types());
        }
        return events.get(0);
    }
}
