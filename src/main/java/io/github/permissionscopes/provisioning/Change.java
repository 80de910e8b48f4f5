package io.github.permissionscopes.provisioning;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One difference between a definition and the realm.
 *
 * @param name name of the object; for a permission {@code client ID/role name}, for a group its path
 * @param field the property that changes; null if the whole object is created, deleted or renamed
 * @param from the value now; null for none
 * @param to the value afterwards; null for none
 * @param effects who gains or loses which scope; empty if nobody does
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Change(
        Operation operation,
        Kind kind,
        String name,
        @Nullable String field,
        @Nullable String from,
        @Nullable String to,
        List<Effect> effects) {

    /** The kind of change. */
    public enum Operation {
        CREATE,
        UPDATE,
        DELETE,
        RENAME;

        @JsonValue
        String json() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The kind of object that changes. */
    public enum Kind {
        API,
        PERMISSION,
        SCOPE,
        ROLE,
        GROUP;

        @JsonValue
        String json() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Change with(List<Effect> effects) {
        return new Change(operation, kind, name, field, from, to, effects);
    }
}
