package io.github.permissionscopes.refusalreport;

import io.github.permissionscopes.config.RealmSwitch;
import io.github.permissionscopes.config.SwitchConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.EventStoreProvider;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The refusals in a realm's stored events.
 *
 * @param enabled whether the switch is on; while it is off, nothing is written to events
 * @param mode of the switch, {@code enforce} or {@code report}
 * @param since from when on events count
 * @param eventsEnabled whether the realm stores events at all
 * @param enabledEventTypes the stored event types that can record a refusal
 * @param missingEventTypes the event types that can record a refusal and are not stored
 * @param complete whether everything was read. Only the latest {@value #MOST_EVENTS} events and at most
 *     {@value #MOST_ROWS} rows are
 * @param remedy what to do to make the report complete; null if it is
 * @param total the number of rows
 * @param rows the requested ones of them, those with most users first
 */
public record RolloutReport(
        boolean enabled,
        String mode,
        String since,
        boolean eventsEnabled,
        List<String> enabledEventTypes,
        List<String> missingEventTypes,
        boolean complete,
        @Nullable String remedy,
        int total,
        List<RefusalRow> rows) {

    static final int MOST_EVENTS = 100_000;
    static final int MOST_ROWS = 5_000;

    private static final int PAGE = 5_000;

    public RolloutReport {
        enabledEventTypes = List.copyOf(enabledEventTypes);
        missingEventTypes = List.copyOf(missingEventTypes);
        rows = List.copyOf(rows);
    }

    public static RolloutReport of(KeycloakSession session, RealmModel realm, ReportQuery query) {
        boolean stores = session.getProvider(EventStoreProvider.class) != null;
        RefusalTally tally = new RefusalTally(MOST_ROWS);
        boolean readAll = !stores
                || new StoredEvents(session.getKeycloakSessionFactory(), realm.getId(), PAGE, MOST_EVENTS)
                        .forEach(
                                EventTypes.NEEDED,
                                query.since(),
                                event -> tally.add(
                                        event.getClientId(),
                                        event.getUserId(),
                                        event.getTime(),
                                        RefusedScope.in(event.getDetails()).stream()
                                                .filter(scope -> query.mode()
                                                        .map(scope.mode()::equals)
                                                        .orElse(true))
                                                .toList()));
        boolean complete = readAll && tally.isComplete();
        List<RefusalRow> rows = tally.rows();
        List<EventType> stored = EventTypes.stored(realm);
        List<EventType> missing = EventTypes.NEEDED.stream()
                .filter(type -> !stored.contains(type))
                .toList();
        return new RolloutReport(
                RealmSwitch.isOn(realm),
                SwitchConfig.value(RealmSwitch.configured(realm).mode()),
                query.since().toString(),
                stores && realm.isEventsEnabled(),
                names(stored),
                names(missing),
                complete,
                Gaps.remedy(realm, query, stores, missing, complete),
                rows.size(),
                rows.stream().skip(query.first()).limit(query.max()).toList());
    }

    private static List<String> names(List<EventType> types) {
        // A lambda: the type that declares the method differs between servers.
        return types.stream().map(type -> type.name()).toList();
    }
}
