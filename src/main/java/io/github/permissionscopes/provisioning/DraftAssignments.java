package io.github.permissionscopes.provisioning;

import java.util.Set;
import java.util.TreeSet;

/** The assignments of one client scope of a draft: to applications, and to future clients of the realm. */
final class DraftAssignments {

    private final Set<String> clients = new TreeSet<>();
    private final Set<String> defaultAt = new TreeSet<>();
    private RealmAssignment inRealm = RealmAssignment.NONE;

    /** Called while the draft is built. */
    void put(String clientId, boolean isDefault) {
        clients.add(clientId);
        if (isDefault) {
            defaultAt.add(clientId);
        }
    }

    /** Called while the draft is built. */
    void put(RealmAssignment read) {
        inRealm = read;
    }

    Set<String> clients() {
        return clients;
    }

    RealmAssignment inRealm() {
        return inRealm;
    }

    /** @return whether it is a default scope of an application or of the realm */
    boolean isDefault() {
        return inRealm == RealmAssignment.DEFAULT || !defaultAt.isEmpty();
    }

    void setRealmOptional(boolean wanted) {
        inRealm = wanted ? RealmAssignment.OPTIONAL : RealmAssignment.NONE;
    }

    void remove(String clientId) {
        clients.remove(clientId);
        defaultAt.remove(clientId);
    }
}
