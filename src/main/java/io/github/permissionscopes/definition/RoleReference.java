package io.github.permissionscopes.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reference to a role that a scope requires. In JSON, a string names a client role of the scope's own API; an object
 * names a realm role, {@code {"role": "staff"}}, or a client role of another client, {@code {"client": "crm-api",
 * "role": "read"}}.
 *
 * @param kind what the role belongs to
 * @param client the client ID; null unless {@code kind} is {@link Kind#CLIENT}
 */
public record RoleReference(Kind kind, @Nullable String client, String role) {

    /** What a role belongs to: the scope's own API, another client, or the realm. */
    public enum Kind {
        OWN,
        CLIENT,
        REALM
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static RoleReference own(String role) {
        return new RoleReference(Kind.OWN, null, role);
    }

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public static RoleReference of(@JsonProperty("client") @Nullable String client, @JsonProperty("role") String role) {
        return client == null ? realm(role) : new RoleReference(Kind.CLIENT, client, role);
    }

    public static RoleReference realm(String role) {
        return new RoleReference(Kind.REALM, null, role);
    }

    @JsonValue
    Object json() {
        if (kind == Kind.OWN) {
            return role;
        }
        Map<String, String> json = new LinkedHashMap<>();
        if (client != null) {
            json.put("client", client);
        }
        json.put("role", role);
        return json;
    }
}
