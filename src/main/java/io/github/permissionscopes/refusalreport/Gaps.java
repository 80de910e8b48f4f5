package io.github.permissionscopes.refusalreport;

import io.github.permissionscopes.config.RealmSwitch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.EventType;
import org.keycloak.models.RealmModel;

/** Reasons why a report may lack refusals. An empty report must not look like "nothing would be refused". */
final class Gaps {

    private Gaps() {}

    /** @return what to do; null if the report is complete */
    static @Nullable String remedy(
            RealmModel realm, ReportQuery query, boolean stores, List<EventType> missing, boolean complete) {
        List<String> remedies = new ArrayList<>();
        if (!RealmSwitch.isOn(realm)) {
            remedies.add("The switch is off, so nothing is judged. Enable the required action Permission Scopes"
                    + " (Authentication > Required actions), with the mode report.");
        }
        if (!stores) {
            remedies.add("This server has no event store, so there is nothing to read.");
        } else if (!realm.isEventsEnabled()) {
            remedies.add(
                    "The realm stores no events, so there is nothing to read. Turn on Realm settings > Events > User"
                            + " events settings > Save events.");
        }
        if (!missing.isEmpty()) {
            remedies.add(
                    "Some events are not stored, so refusals in them are missing. Add these types to Realm settings >"
                            + " Events > User events settings: "
                            + missing.stream().map(type -> type.name()).collect(Collectors.joining(", ")) + ".");
        }
        long kept = realm.getEventsExpiration();
        if (kept > 0 && query.since().isBefore(Instant.now().minusSeconds(kept))) {
            remedies.add("The realm keeps events for " + kept
                    + " seconds only, which is less than what was asked for (Realm settings > Events > Expiration).");
        }
        if (!complete) {
            remedies.add("There is more than one report can have. Ask for a shorter time (since).");
        }
        return remedies.isEmpty() ? null : String.join(" ", remedies);
    }
}
