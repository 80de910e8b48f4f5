package io.github.permissionscopes.definition.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pair of private-use characters that replace the {@code #} and {@code @} of placeholders while YAML is parsed. They
 * have no meaning in YAML, and the document does not contain them.
 */
final class Auth0Marks {

    private static final char FIRST = '\uE000';
    private static final char LAST = '\uF8FF';

    private final char hash;
    private final char at;
    private final Pattern marked;

    private Auth0Marks(char hash, char at) {
        this.hash = hash;
        this.at = at;
        this.marked =
                Pattern.compile("%1$s{2}([^%1$s]{1,100})%1$s{2}|%2$s{2}([^%2$s]{1,100})%2$s{2}".formatted(hash, at));
    }

    static Auth0Marks notIn(String text) {
        BitSet used = new BitSet();
        text.chars().filter(sign -> sign >= FIRST && sign <= LAST).forEach(used::set);
        int hash = used.nextClearBit(FIRST);
        int at = used.nextClearBit(hash + 1);
        // If the document uses all of them, the parser may change a placeholder, but nothing else.
        return at > LAST ? new Auth0Marks(FIRST, LAST) : new Auth0Marks((char) hash, (char) at);
    }

    /** Marks a placeholder without changing its length, so that the positions in error messages stay right. */
    void mark(StringBuilder text, int start, int end) {
        char mark = text.charAt(start) == '#' ? hash : at;
        for (int i : new int[] {start, start + 1, end - 2, end - 1}) {
            text.setCharAt(i, mark);
        }
    }

    /** @return a copy of the tree with the placeholders as they were written, in field names too */
    JsonNode unmarked(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode unmarked = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(field -> unmarked.set(unmarked(field.getKey()), unmarked(field.getValue())));
            return unmarked;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode unmarked = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(element -> unmarked.add(unmarked(element)));
            return unmarked;
        }
        return node.isTextual() ? TextNode.valueOf(unmarked(node.textValue())) : node;
    }

    private String unmarked(String text) {
        if (text.indexOf(hash) < 0 && text.indexOf(at) < 0) {
            return text;
        }
        return marked.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) == null ? "@@" + found.group(2) + "@@" : "##" + found.group(1) + "##"));
    }
}
