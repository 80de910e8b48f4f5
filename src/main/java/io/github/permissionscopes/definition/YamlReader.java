package io.github.permissionscopes.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.Event.ID;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Parses YAML into the tree that the equivalent JSON would have: strings, whole numbers, booleans, null, lists, and
 * mappings whose keys are scalars. An alias counts as if its target were written out, since a few lines of aliases can
 * stand for gigabytes. The merge key {@code <<} of YAML 1.1 is supported, because many documents still use it. All
 * other features (tags, several documents) are errors. Events are read one by one, so that an oversized document is
 * rejected before it takes up memory.
 */
final class YamlReader {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** SnakeYAML copies a plain scalar or a comment once for every thousand of its characters. */
    private static final int LONGEST_LINE = 100_000;

    private static final String MERGE = "<<";

    private final Iterator<Event> events;
    private final DocumentLimits limits = new DocumentLimits();
    private final Map<String, Anchored> anchors = new HashMap<>();

    /** The target of an alias. All aliases share the node, so nobody may change it. */
    private record Anchored(JsonNode node, DocumentLimits.Size size) {}

    private YamlReader(String text) {
        events = YamlEvents.of(text);
    }

    /** @throws InvalidDefinitionException if the text is not YAML, with line and column */
    static JsonNode read(String text) {
        if (text.lines().anyMatch(line -> line.length() > LONGEST_LINE)) {
            throw YamlProblems.of("a line has more than " + LONGEST_LINE + " characters. Divide it, or send JSON");
        }
        try {
            return new YamlReader(text).document();
        } catch (YAMLException e) {
            throw YamlProblems.of(e);
        } catch (IllegalArgumentException e) {
            // Thrown for \U80000000 and above: SnakeYAML 2.5 does not check whether the number is a code point.
            throw YamlProblems.of(YamlProblems.ESCAPE);
        }
    }

    private JsonNode document() {
        events.next();
        Event start = events.next();
        if (start.is(ID.StreamEnd)) {
            return NODES.nullNode();
        }
        JsonNode document = node(events.next(), 0);
        events.next();
        Event end = events.next();
        if (!end.is(ID.StreamEnd)) {
            throw YamlProblems.at(end, "it has a second document (---); send one");
        }
        return document;
    }

    private JsonNode node(Event event, int level) {
        if (event instanceof AliasEvent alias) {
            return aliased(alias, level);
        }
        String anchor = ((NodeEvent) event).getAnchor();
        if (anchor == null) {
            return written(event, level);
        }
        // An anchor is unknown inside its own value, which would otherwise contain itself.
        anchors.remove(anchor);
        AtomicReference<JsonNode> node = new AtomicReference<>();
        DocumentLimits.Size size = limits.measured(level, () -> node.set(written(event, level)));
        JsonNode written = Objects.requireNonNull(node.get());
        anchors.put(anchor, new Anchored(written, size));
        return written;
    }

    private JsonNode written(Event event, int level) {
        limits.value();
        limits.level(level);
        if (event instanceof ScalarEvent scalar) {
            return limits.text(YamlScalars.value(scalar));
        }
        return event instanceof SequenceStartEvent list ? list(list, level) : mapping((MappingStartEvent) event, level);
    }

    private JsonNode aliased(AliasEvent alias, int level) {
        Anchored anchored = anchors.get(alias.getAnchor());
        if (anchored == null) {
            throw YamlProblems.at(alias, "an alias stands for something that is written before it, and not around it");
        }
        limits.repeated(anchored.size(), level);
        return anchored.node();
    }

    private ArrayNode list(SequenceStartEvent start, int level) {
        withoutTag(start.getTag(), start);
        ArrayNode list = NODES.arrayNode();
        for (Event event = events.next(); !event.is(ID.SequenceEnd); event = events.next()) {
            list.add(node(event, level + 1));
        }
        return list;
    }

    private ObjectNode mapping(MappingStartEvent start, int level) {
        withoutTag(start.getTag(), start);
        ObjectNode mapping = NODES.objectNode();
        List<ObjectNode> merged = new ArrayList<>();
        for (Event event = events.next(); !event.is(ID.MappingEnd); event = events.next()) {
            boolean merges = event instanceof ScalarEvent scalar && scalar.isPlain() && MERGE.equals(scalar.getValue());
            String key = key(event, level);
            JsonNode value = node(events.next(), level + 1);
            if (!merges || !takesFields(value, merged)) {
                if (mapping.has(key)) {
                    throw YamlProblems.at(event, "a key is here twice");
                }
                mapping.set(key, value);
            }
        }
        // The mapping's own fields win, then those of the mapping that is merged first.
        merged.forEach(other -> other.properties().forEach(field -> {
            if (!mapping.has(field.getKey())) {
                mapping.set(field.getKey(), field.getValue());
            }
        }));
        return mapping;
    }

    /**
     * @return whether the value is a mapping or a list of mappings. With any other value, {@code <<} is an ordinary key
     */
    private static boolean takesFields(JsonNode value, List<ObjectNode> merged) {
        if (value instanceof ObjectNode mapping) {
            merged.add(mapping);
            return true;
        }
        if (!value.isArray() || value.isEmpty()) {
            return false;
        }
        for (JsonNode element : value) {
            if (!element.isObject()) {
                return false;
            }
        }
        value.forEach(element -> merged.add((ObjectNode) element));
        return true;
    }

    /** The key as it is written: a number such as 200, a date or the word null is a name too. */
    private String key(Event event, int level) {
        JsonNode key = node(event, level + 1);
        String name = event instanceof ScalarEvent scalar ? scalar.getValue() : key.asText();
        if (!key.isValueNode() || key.isNull() && name.isEmpty()) {
            throw YamlProblems.at(event, "a key must be a single value");
        }
        return limits.name(name);
    }

    private static void withoutTag(@Nullable String tag, Event event) {
        if (tag != null && !tag.equals("!") && !tag.equals(Tag.SEQ.getValue()) && !tag.equals(Tag.MAP.getValue())) {
            throw YamlProblems.at(event, "tags such as !x are not supported");
        }
    }
}
