package io.github.permissionscopes.provisioning;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What definitions change.
 *
 * @param summary for people, first
 * @param changes in the order in which they are made
 * @param left what a definition does not list, and what stays, since no definition has made it
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Plan(Summary summary, @JsonInclude List<Change> changes, List<Left> left) {

    /** Of what was made, where nobody has asked who gains and loses. */
    static Plan of(Changes made) {
        List<Change> changes = made.list();
        return new Plan(Summary.of(changes, null, null), changes, made.left());
    }
}
