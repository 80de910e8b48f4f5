package io.github.permissionscopes.bench.realm;

import java.util.Locale;
import java.util.Map;

/** How the switch of a realm is set. The realms are equal in all else, and on the server without the product in all. */
public enum Variant {
    OFF(Map.of()),
    ON(Map.of()),
    REPORT(Map.of("mode", "report"));

    private final Map<String, String> settings;

    Variant(Map<String, String> settings) {
        this.settings = settings;
    }

    Map<String, String> settings() {
        return settings;
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
