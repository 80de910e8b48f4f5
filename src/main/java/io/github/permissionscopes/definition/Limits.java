package io.github.permissionscopes.definition;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How much one document may have. What it costs to read and to check it is then known by its length.
 *
 * <p>Counts what is read; not thread-safe.
 */
final class Limits {

    /** Objects, lists and values: twice what a bundle of 50 APIs with 1,000 scopes each has. */
    static final int MOST_VALUES = 1_000_000;

    static final int MOST_LEVELS = 100;

    /** Of a field's name. A path of an OpenAPI document is the longest that is one. */
    static final int LONGEST_NAME = 2_000;

    private int values;
    private long characters;

    /** @throws InvalidDefinitionException at one value too many */
    void value() {
        if (++values > MOST_VALUES) {
            throw new InvalidDefinitionException("", "The document has more than " + MOST_VALUES + " values.");
        }
    }

    void level(int level) {
        if (level > MOST_LEVELS) {
            throw new InvalidDefinitionException("", "The document is more than " + MOST_LEVELS + " levels deep.");
        }
    }

    String name(String name) {
        if (name.length() > LONGEST_NAME) {
            throw new InvalidDefinitionException(
                    "", "The name of a field has more than " + LONGEST_NAME + " characters.");
        }
        return name;
    }

    /** Also of what an alias repeats. */
    JsonNode text(JsonNode value) {
        if (value.isTextual()) {
            characters += value.textValue().length();
            if (characters > DefinitionReader.MOST_CHARACTERS) {
                throw new InvalidDefinitionException(
                        "", "The document has more than " + DefinitionReader.MOST_CHARACTERS + " characters.");
            }
        }
        return value;
    }
}
