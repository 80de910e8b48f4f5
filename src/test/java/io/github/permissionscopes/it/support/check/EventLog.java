package io.github.permissionscopes.it.support.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.coverage.Moment;
import io.github.permissionscopes.it.coverage.ObservedMoments;
import io.github.permissionscopes.it.support.client.TokenAnswer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.AdminEventRepresentation;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** The realm's events, in the order they were written. */
public final class EventLog {

    /** What is refused to Anna of both scopes of contacts. */
    public static final Map<String, String> DELETE_REFUSED = Map.of(DemoRealm.DELETE_CONTACTS, "not_permitted");

    private EventLog() {}

    /** @return the next event of this type; those of other types before it are passed over */
    public static EventRepresentation next(Events events, EventType type) {
        for (EventRepresentation event = events.poll(); event != null; event = events.poll()) {
            if (event.getType().equals(type.name())) {
                return event;
            }
        }
        throw new AssertionError("There is no event " + type);
    }

    /**
     * The event tells what was asked for and what was refused and why.
     *
     * @param refused by scope, the reason's code
     */
    public static EventRepresentation assertRefused(
            EventRepresentation event, String requested, Map<String, String> refused, String mode) {
        assertThat(event.getDetails()).as("details of %s", event.getType()).containsEntry("scope_requested", requested);
        return assertRefused(event, refused, mode);
    }

    /** As above, in a realm that enforces. */
    public static EventRepresentation assertRefused(
            EventRepresentation event, String requested, Map<String, String> refused) {
        return assertRefused(event, requested, refused, "enforce");
    }

    /** As above, where what was asked for is Keycloak's to say: it may add default scopes. */
    public static EventRepresentation assertRefused(EventRepresentation event, Map<String, String> refused) {
        return assertRefused(event, refused, "enforce");
    }

    /** As above, where what was asked for is Keycloak's to say: it may add default scopes. */
    public static EventRepresentation assertRefused(
            EventRepresentation event, Map<String, String> refused, String mode) {
        assertThat(event.getDetails())
                .as("details of %s", event.getType())
                .containsKey("scope_requested")
                .containsEntry("permission_scopes_mode", mode);
        assertThat(Set.of(event.getDetails().get("scope_refused").split(" "))).isEqualTo(refused.keySet());
        assertThat(Set.of(event.getDetails().get("scope_refused_reasons").split(" ")))
                .isEqualTo(refused.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.toSet()));
        ObservedMoments.refused(refused.keySet(), Moment.EVENT);
        return event;
    }

    public static void assertNothingRefused(EventRepresentation event) {
        assertThat(event.getDetails())
                .as("details of %s", event.getType())
                .doesNotContainKeys(
                        "scope_requested", "scope_refused", "scope_refused_reasons", "permission_scopes_mode");
    }

    /** @return what definitions have written into the admin events of a realm that stores them */
    public static List<AdminEventRepresentation> definitions(ManagedRealm realm) {
        return realm.admin().getAdminEvents().stream()
                .filter(event -> "PERMISSION_SCOPES".equals(event.getResourceType()))
                .toList();
    }

    /** Keycloak's own {@code scope} detail. */
    public static void assertScope(EventRepresentation event, TokenAnswer answer) {
        assertThat(Set.of(event.getDetails().get("scope").split(" "))).isEqualTo(answer.scope());
    }
}
