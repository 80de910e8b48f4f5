package io.github.permissionscopes.apply;

import java.util.List;

/**
 * What definitions change.
 *
 * @param summary for people, first
 * @param changes in the order in which they are made
 */
public record Plan(Summary summary, List<Change> changes) {

    /** Of what was made, where nobody has asked who gains and loses. */
    static Plan of(List<Change> changes) {
        return new Plan(Summary.of(changes, null), changes);
    }
}
