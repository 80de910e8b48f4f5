package io.github.permissionscopes.provisioning;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The answer to a plan or an apply: the changes that definitions make in a realm.
 *
 * @param summary the changes in numbers
 * @param changes in the order in which they are made
 * @param left objects that a definition does not list but that stay
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Plan(Summary summary, @JsonInclude List<Change> changes, List<Left> left) {

    /** @return the plan of changes that were applied, without effects */
    static Plan of(Changes made) {
        List<Change> changes = made.list();
        return new Plan(Summary.of(changes, null, null), changes, made.left());
    }
}
