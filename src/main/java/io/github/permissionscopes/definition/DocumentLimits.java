package io.github.permissionscopes.definition;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Counts the content of one document while it is read and throws an error as soon as it exceeds a limit. So the cost of
 * reading and checking a document is bounded.
 *
 * <p>One instance per document; not thread-safe.
 */
public final class DocumentLimits {

    /** Characters of a document: more than a bundle of 50 APIs with 1,000 scopes each needs. */
    public static final int MOST_CHARACTERS = 20_000_000;

    /** Objects, lists and scalar values: twice as many as a bundle of 50 APIs with 1,000 scopes each has. */
    static final int MOST_VALUES = 1_000_000;

    static final int MOST_LEVELS = 100;

    /** Characters of a field's name. The longest such names are the paths of an OpenAPI document. */
    static final int LONGEST_NAME = 2_000;

    private long values;
    private long characters;
    private int deepest;

    /** The size of a part of a document, including everything nested in it. */
    record Size(long values, long characters, int levels) {}

    /** @throws InvalidDefinitionException if the document now has too many values */
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

    /**
     * Runs a reading of a part of the document and returns the size of that part.
     *
     * @param level the nesting level at which the part begins
     */
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

    /** Counts the target of a YAML alias once more, as if it were written out at this place. */
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
