package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.definition.FieldError;
import io.github.permissionscopes.definition.InvalidDefinitionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** All that is wrong with a definition in this realm. Whoever finds something notes it and goes on. */
final class Problems {

    /** Who has made more of them reads the first ones, and sends the document again. */
    static final int MOST = 100;

    private final List<FieldError> errors = new ArrayList<>();
    private final Set<String> unclear;
    private boolean beginsWithConflict;

    Problems() {
        this(List.of(), Set.of());
    }

    /**
     * @param before what is wrong without looking at the realm
     * @param unclear what parts that are wrong may be about: nothing can be said of what they do not make
     */
    Problems(List<FieldError> before, Set<String> unclear) {
        this.errors.addAll(before);
        this.unclear = unclear;
    }

    /**
     * It names what is not there.
     *
     * @param at JSON pointer to the field
     * @param missing the client ID or name of the role that it is about
     */
    void unknown(String at, String missing, String message) {
        if (!unclear.contains(missing)) {
            add(at, message);
        }
    }

    /** As above, of a client. */
    void unknownClient(String at, String clientId) {
        unknown(at, clientId, "There is no client \"" + clientId + "\" in this realm.");
    }

    /** It does not go with the realm as it is. */
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
     * The first one says of which kind they are.
     *
     * @throws InvalidDefinitionException with everything that was noted, if the first names what is not there
     * @throws ConflictException with everything that was noted, if the first does not go with the realm
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
