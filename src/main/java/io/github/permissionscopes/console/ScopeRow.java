package io.github.permissionscopes.console;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A row of the console's editor for maps, named as it stores them.
 *
 * @param key the scope's name
 * @param value what the user reads on the consent page; empty for nothing
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ScopeRow(String key, String value) {

    ScopeRow {
        key = key == null ? "" : key.strip();
        value = value == null ? "" : value.strip();
    }
}
