package io.github.permissionscopes.console;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A row of the console's editor for maps; the components have the names under which the console stores them.
 *
 * @param key name of the scope
 * @param value description on the consent page; empty for none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ScopeRow(String key, String value) {

    ScopeRow {
        key = key == null ? "" : key.strip();
        value = value == null ? "" : value.strip();
    }
}
