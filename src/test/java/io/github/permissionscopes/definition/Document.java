package io.github.permissionscopes.definition;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;

/** A document, and how it is read. */
record Document(String name, boolean yaml, String text, Consumer<JsonNode> read) {
    @Override
    public String toString() {
        return name;
    }
}
