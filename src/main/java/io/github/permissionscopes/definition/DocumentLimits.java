package io.github.permissionscopes.definition;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How much one document may have. What it costs to read and to check it is then known by its length.
 *
 * <p>Counts what is read; not thread-safe.
 */
public final class DocumentLimits {

    /** More than a bundle of 50 APIs with 1,000 scopes each needs. */
    public static final int MOST_CHARACTERS = 20_000_000;

    /** Objects, lists and values: twice what a bundle of 50 APIs with 1,000 scopes each has. */
    static final int MOST_VALUES = 1_000_000;

    static final int MOST_LEVELS = 100;

    /** Of a field's name. A path of an OpenAPI document is the longest that is one. */
    static final int LONGEST_NAME = 2_000;

    private long values;
    private long characters;
    private int deepest;

    /** What a part of a document has, with what stands in it. */
    record Size(long values, long characters, int levels) {}

    /** @throws InvalidDefinitionException at one value too many */
    void value() {
        add(1, 0);
    }

    void level(int level) {
        if (level > MOST_LEVELS) {
            throw new InvalidDefinitionException("", "The document is more than " + MOST_LEVELS + " levels deep.");
        }
        deepest = Math.max(deepest, level);
    }

    String name(String name) {
        if (name.length() > LONGEST_NAME) {
            throw new InvalidDefinitionException(
                    "", "The name of a field has more than " + LONGEST_NAME + " characters.");
        }
        add(0, name.length());
        return name;
    }

    JsonNode text(JsonNode value) {
        if (value.isTextual()) {
            add(0, value.textValue().length());
        }
        return value;
    }

    /** Reads a part of the document at a level, and measures it. */
    Size measured(int level, Runnable reading) {
        long valuesBefore = values;
        long charactersBefore = characters;
        int deepestBefore = deepest;
        deepest = level;
        reading.run();
        Size size = new Size(values - valuesBefore, characters - charactersBefore, deepest - level);
        deepest = Math.max(deepest, deepestBefore);
        return size;
    }

    /** What an alias stands for counts each time that it is there, as if it were written out. */
    void repeated(Size size, int level) {
        add(size.values(), size.characters());
        level(level + size.levels());
    }

    private void add(long moreValues, long moreCharacters) {
        values += moreValues;
        characters += moreCharacters;
        if (values > MOST_VALUES) {
            throw new InvalidDefinitionException("", "The document has more than " + MOST_VALUES + " values.");
        }
        if (characters > MOST_CHARACTERS) {
            throw new InvalidDefinitionException("", "The document has more than " + MOST_CHARACTERS + " characters.");
        }
    }
}
