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
 * An iterator over the events of a YAML text that accepts the escape {@code \/} in double quotes. YAML 1.2 (§5.7) took
 * the escape over from JSON, but SnakeYAML does not know it. So the backslash is replaced by a private-use character
 * while SnakeYAML reads, and restored in the events. Positions stay right, since no character moves.
 */
public final class YamlEvents implements Iterator<Event> {

    /** Unicode's private-use characters, which have no meaning in YAML. */
    private static final char FIRST = '\uE000';

    private static final char LAST = '\uF8FF';
    private static final Pattern SLASH = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*+)\\\\/");

    private final Iterator<Event> events;
    private final char mark;

    private YamlEvents(Iterator<Event> events, char mark) {
        this.events = events;
        this.mark = mark;
    }

    /** @return an iterator that throws {@link org.yaml.snakeyaml.error.YAMLException} if the text is not YAML */
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
        options.setCodePointLimit(DocumentLimits.MOST_CHARACTERS);
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
