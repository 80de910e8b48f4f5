package io.github.permissionscopes.provisioning;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One difference between a definition and the realm.
 *
 * @param name of the object; of a permission {@code client ID/role name}, of a group its path
 * @param field what of it; null where the object as a whole is created, deleted or renamed
 * @param from what it is; null for nothing
 * @param to what it becomes; null for nothing
 * @param effects who gains or loses which scope by it; empty where nobody does
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

    /** What is done. */
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

    /** What it is done to. */
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
