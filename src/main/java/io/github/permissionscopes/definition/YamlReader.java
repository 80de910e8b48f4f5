package io.github.permissionscopes.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.Event.ID;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * YAML as the tree that the same JSON would be: strings, whole numbers, booleans and null, lists, and mappings whose keys are
 * scalars. Everything else that YAML can say (tags, several documents, aliases of collections, of which a few lines can stand
 * for gigabytes) is an error. Reads events one by one, so that a limit stops it before anything large is made.
 */
final class YamlReader {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final PlainScalars SCALARS = new PlainScalars();

    /** The parser copies a word, or a comment, once for each thousand characters of it. */
    private static final int LONGEST_LINE = 100_000;

    private final Iterator<Event> events;
    private final Limits limits = new Limits();
    private final Map<String, JsonNode> scalars = new HashMap<>();

    private YamlReader(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(DefinitionReader.MOST_CHARACTERS);
        events = new Yaml(options).parse(new StringReader(text)).iterator();
    }

    /** @throws YAMLException where it cannot be read */
    static JsonNode read(String text) {
        if (text.lines().anyMatch(line -> line.length() > LONGEST_LINE)) {
            throw new YAMLException("a line has more than " + LONGEST_LINE + " characters. Divide it, or send JSON.");
        }
        YamlReader reader = new YamlReader(text);
        reader.expect(ID.StreamStart);
        if (reader.events.next().is(ID.StreamEnd)) {
            return NODES.nullNode();
        }
        JsonNode document = reader.node(reader.events.next(), 0);
        reader.expect(ID.DocumentEnd);
        reader.expect(ID.StreamEnd);
        return document;
    }

    private void expect(ID kind) {
        if (!events.next().is(kind)) {
            throw new YAMLException("One document is expected");
        }
    }

    private JsonNode node(Event event, int level) {
        limits.value();
        limits.level(level);
        if (event instanceof AliasEvent alias) {
            return limits.text(aliased(alias));
        }
        if (event instanceof ScalarEvent scalar) {
            JsonNode value = value(scalar);
            if (scalar.getAnchor() != null) {
                scalars.put(scalar.getAnchor(), value);
            }
            return limits.text(value);
        }
        // An alias would be of a collection from here on.
        scalars.remove(((NodeEvent) event).getAnchor());
        return event instanceof SequenceStartEvent list ? list(list, level) : mapping((MappingStartEvent) event, level);
    }

    private JsonNode aliased(AliasEvent alias) {
        JsonNode value = scalars.get(alias.getAnchor());
        if (value == null) {
            throw new YAMLException("An alias can stand for a single value only, written before it" + where(alias));
        }
        return value;
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
        for (Event event = events.next(); !event.is(ID.MappingEnd); event = events.next()) {
            String key = key(event, level);
            if (mapping.has(key)) {
                throw new YAMLException("A key is here twice" + where(event));
            }
            mapping.set(key, node(events.next(), level + 1));
        }
        return mapping;
    }

    private String key(Event event, int level) {
        JsonNode key = node(event, level + 1);
        if (!key.isValueNode() || key.isNull()) {
            throw new YAMLException("A key must be a single value" + where(event));
        }
        return limits.name(key.asText());
    }

    private static JsonNode value(ScalarEvent scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag() == null || scalar.getTag().equals("!")
                ? SCALARS.resolve(NodeId.scalar, text, scalar.getImplicit().canOmitTagInPlainScalar())
                : new Tag(scalar.getTag());
        if (tag.equals(Tag.STR)) {
            return NODES.textNode(text);
        }
        // A tag that was written: only where the value is of that kind anyway.
        if (!tag.equals(SCALARS.resolve(NodeId.scalar, text, true))) {
            throw new YAMLException("Tags are not supported" + where(scalar));
        }
        if (tag.equals(Tag.INT)) {
            return NODES.numberNode(Long.parseLong(text));
        }
        return tag.equals(Tag.BOOL) ? NODES.booleanNode(Boolean.parseBoolean(text)) : NODES.nullNode();
    }

    private static void withoutTag(String tag, Event event) {
        if (tag != null && !tag.equals("!") && !tag.equals(Tag.SEQ.getValue()) && !tag.equals(Tag.MAP.getValue())) {
            throw new YAMLException("Tags are not supported" + where(event));
        }
    }

    private static String where(Event event) {
        return " (line " + (event.getStartMark().getLine() + 1) + ", column "
                + (event.getStartMark().getColumn() + 1) + ").";
    }
}
