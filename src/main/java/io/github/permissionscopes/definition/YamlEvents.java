package io.github.permissionscopes.definition;

import java.io.StringReader;
import java.util.BitSet;
import java.util.Iterator;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * YAML as events. Reads {@code \/} in double quotes too, which YAML 1.2 (§5.7) took over from JSON, and the parser does
 * not know: the backslash is another sign while it reads. What an event says of its place is right, since nothing
 * moves.
 */
public final class YamlEvents implements Iterator<Event> {

    /** Of Unicode's private use: they mean nothing to YAML. */
    private static final char FIRST = '\uE000';

    private static final char LAST = '\uF8FF';
    private static final Pattern SLASH = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*+)\\\\/");

    private final Iterator<Event> events;
    private final char mark;

    private YamlEvents(Iterator<Event> events, char mark) {
        this.events = events;
        this.mark = mark;
    }

    /** @return events that throw {@link org.yaml.snakeyaml.error.YAMLException} where the text is no YAML */
    public static Iterator<Event> of(String text) {
        if (!text.contains("\\/")) {
            return parsed(text);
        }
        BitSet used = new BitSet();
        text.chars().filter(sign -> sign >= FIRST && sign <= LAST).forEach(used::set);
        int mark = used.nextClearBit(FIRST);
        if (mark > LAST) {
            return parsed(text);
        }
        String marked = SLASH.matcher(text).replaceAll("$1" + (char) mark + "/");
        return new YamlEvents(parsed(marked), (char) mark);
    }

    private static Iterator<Event> parsed(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(DefinitionReader.MOST_CHARACTERS);
        return new Yaml(options).parse(new StringReader(text)).iterator();
    }

    @Override
    public boolean hasNext() {
        return events.hasNext();
    }

    @Override
    public Event next() {
        Event event = events.next();
        return event instanceof ScalarEvent scalar && scalar.getValue().indexOf(mark) >= 0 ? asWritten(scalar) : event;
    }

    private ScalarEvent asWritten(ScalarEvent scalar) {
        String backslash = scalar.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED ? "" : "\\";
        return new ScalarEvent(
                scalar.getAnchor(),
                scalar.getTag(),
                scalar.getImplicit(),
                scalar.getValue().replace(String.valueOf(mark), backslash),
                scalar.getStartMark(),
                scalar.getEndMark(),
                scalar.getScalarStyle());
    }
}
