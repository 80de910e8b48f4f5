package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.definition.FieldError;
import io.github.permissionscopes.definition.InvalidDefinitionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Collects the errors that writers find when they compare definitions with the realm. A writer reports an error and
 * continues.
 */
final class Problems {

    /** Enough for one answer: an administrator corrects these and sends the document again. */
    static final int MOST = 100;

    private final List<FieldError> errors = new ArrayList<>();
    private final Set<String> unclear;
    private boolean beginsWithConflict;

    Problems() {
        this(List.of(), Set.of());
    }

    /**
     * @param before errors that were found without looking at the realm
     * @param unclear client IDs and role names that invalid elements define; references to them are not reported as
     *     unknown
     */
    Problems(List<FieldError> before, Set<String> unclear) {
        this.errors.addAll(before);
        this.unclear = unclear;
    }

    /**
     * Reports a reference to an object that does not exist.
     *
     * @param at JSON pointer to the field
     * @param missing the client ID or role name that is not found
     */
    void unknown(String at, String missing, String message) {
        if (!unclear.contains(missing)) {
            add(at, message);
        }
    }

    /** Reports a reference to a client that does not exist. */
    void unknownClient(String at, String clientId) {
        unknown(at, clientId, "There is no client \"" + clientId + "\" in this realm.");
    }

    /** Reports that the definition contradicts the realm as it is. */
    void conflict(String at, String message) {
        beginsWithConflict |= errors.isEmpty();
        add(at, message);
    }

    private void add(String at, String message) {
        if (errors.size() < MOST) {
            errors.add(new FieldError(at, message));
        }
    }

    /**
     * Throws an exception if there are errors; the first error decides its type.
     *
     * @throws InvalidDefinitionException with all errors, if the first one is an invalid value or an unknown reference
     * @throws ConflictException with all errors, if the first one is a conflict with the realm
     */
    void throwIfAny() {
        if (beginsWithConflict) {
            throw new ConflictException(errors);
        }
        if (!errors.isEmpty()) {
            throw new InvalidDefinitionException(errors);
        }
    }
}
