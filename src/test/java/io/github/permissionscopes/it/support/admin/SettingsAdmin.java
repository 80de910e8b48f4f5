package io.github.permissionscopes.it.support.admin;

import java.util.Objects;
import java.util.function.Consumer;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.RealmEventsConfigRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/** What the realm itself is told: its settings, and which events it stores. */
public final class SettingsAdmin {

    private final RealmResource realm;
    private final Undo undo;

    SettingsAdmin(RealmResource realm, Undo undo) {
        this.realm = realm;
        this.undo = undo;
    }

    void change(Consumer<RealmRepresentation> change) {
        undo.before("realm", () -> {
            RealmRepresentation before = realm.toRepresentation();
            return () -> {
                // Keycloak keeps a theme of which the representation says nothing; an empty one is taken away.
                before.setLoginTheme(Objects.requireNonNullElse(before.getLoginTheme(), ""));
                realm.toRepresentation().getAttributes().keySet().forEach(key -> before.getAttributes()
                        .putIfAbsent(key, ""));
                realm.update(before);
            };
        });
        RealmRepresentation representation = realm.toRepresentation();
        change.accept(representation);
        realm.update(representation);
    }

    /** Which events the realm stores, and for how long. */
    public void changeEvents(Consumer<RealmEventsConfigRepresentation> change) {
        undo.before("events", () -> {
            RealmEventsConfigRepresentation before = realm.getRealmEventsConfig();
            return () -> realm.updateRealmEventsConfig(before);
        });
        RealmEventsConfigRepresentation config = realm.getRealmEventsConfig();
        change.accept(config);
        realm.updateRealmEventsConfig(config);
    }
}
