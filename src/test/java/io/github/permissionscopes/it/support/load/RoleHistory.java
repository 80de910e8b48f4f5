package io.github.permissionscopes.it.support.load;

import java.util.ArrayList;
import java.util.List;

/**
 * When a role was held. While a change is under way it may count already, and may not: the history knows when the role
 * was perhaps held, and when for certain. Times are milliseconds of the epoch.
 */
final class RoleHistory {

    /** From the beginning of a change to its end; after it the role is held or not. */
    private record Change(long from, long to, boolean held) {}

    private final List<Change> changes = new ArrayList<>();

    RoleHistory() {
        changes.add(new Change(0, 0, true));
    }

    synchronized boolean isHeld() {
        return changes.get(changes.size() - 1).held();
    }

    synchronized void add(long from, long to, boolean held) {
        changes.add(new Change(from, to, held));
    }

    /**
     * @param bound after the end of a change, how long it may not count yet
     * @return whether there is a moment between these two at which the role may have counted as held
     */
    synchronized boolean mayBeHeld(long from, long to, long bound) {
        return mayBe(true, from, to, bound);
    }

    /** As {@link #mayBeHeld}, for a role that counts as not held. */
    synchronized boolean mayBeMissing(long from, long to, long bound) {
        return mayBe(false, from, to, bound);
    }

    private boolean mayBe(boolean held, long from, long to, long bound) {
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            long end = i + 1 < changes.size() ? changes.get(i + 1).to() + bound : Long.MAX_VALUE;
            if (change.held() == held && change.from() <= to && end >= from) {
                return true;
            }
        }
        return false;
    }

    /** @return how often it was given or taken */
    synchronized int size() {
        return changes.size() - 1;
    }
}
