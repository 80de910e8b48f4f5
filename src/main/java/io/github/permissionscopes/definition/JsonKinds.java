package io.github.permissionscopes.definition;

import com.fasterxml.jackson.databind.JsonNode;

/** Describes a JSON value in words, for error messages. */
public final class JsonKinds {

    private static final int LONGEST = 60;

    private JsonKinds() {}

    /** @return a description such as "the string \"yes\"" */
    public static String of(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            case STRING -> "the string \"" + cut(node.textValue()) + "\"";
            case NUMBER -> "the number " + cut(node.asText());
            case BOOLEAN -> node.asText();
            default -> "empty (null)";
        };
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
