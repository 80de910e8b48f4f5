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
 * YAML as the tree that the same JSON would be: strings, whole numbers, booleans and null, lists, and mappings whose
 * keys are scalars. An alias stands for what it names, and counts as if it were written out: a few lines can stand for
 * gigabytes. A mapping may take fields of others with {@code <<}, as YAML 1.1 has it and many documents still do.
 * Everything else that YAML can say (tags, several documents) is an error. Reads events one by one, so that a limit
 * stops it before anything large is made.
 */
final class YamlReader {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** The parser copies a word, or a comment, once for each thousand characters of it. */
    private static final int LONGEST_LINE = 100_000;

    private static final String MERGE = "<<";

    private final Iterator<Event> events;
    private final Limits limits = new Limits();
    private final Map<String, Anchored> anchors = new HashMap<>();

    /** What an alias stands for; its node is shared by all of them, and changed by nobody. */
    private record Anchored(JsonNode node, Limits.Size size) {}

    private YamlReader(String text) {
        events = YamlEvents.of(text);
    }

    /** @throws InvalidDefinitionException where it cannot be read, with line and column */
    static JsonNode read(String text) {
        if (text.lines().anyMatch(line -> line.length() > LONGEST_LINE)) {
            throw YamlProblems.of("a line has more than " + LONGEST_LINE + " characters. Divide it, or send JSON");
        }
        try {
            return new YamlReader(text).document();
        } catch (YAMLException e) {
            throw YamlProblems.of(e);
        } catch (IllegalArgumentException e) {
            // Of \U80000000 and more: its scanner reads a number, and does not look whether it is one (SnakeYAML 2.5).
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
        // Inside of it, it is not known yet: or it would stand in itself.
        anchors.remove(anchor);
        AtomicReference<JsonNode> node = new AtomicReference<>();
        Limits.Size size = limits.measured(level, () -> node.set(written(event, level)));
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
        // What the mapping says itself counts, then what stands first.
        merged.forEach(other -> other.properties().forEach(field -> {
            if (!mapping.has(field.getKey())) {
                mapping.set(field.getKey(), field.getValue());
            }
        }));
        return mapping;
    }

    /** @return whether it is a mapping, or a list of them: of another value the key is one as any other */
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

    /** As it is written: a code such as 200, a date or the word null is a name too. */
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
