package io.github.permissionscopes.definition.imports;

import io.github.permissionscopes.definition.YamlEvents;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * Decides which {@code ##KEY##} of a YAML document are comments and which are placeholders. YAML takes both for
 * comments; one is a placeholder if a value is missing at its position, or if the value before it could continue there.
 */
final class Auth0Comments {

    /** Column of a flow sequence: a value may begin anywhere in it. */
    private static final int IN_BRACKETS = -1;

    /** Column of a flow mapping: a key may begin anywhere in it, on the same line as its colon. */
    private static final int IN_BRACES = -2;

    private static final char NONE = ' ';

    private final String text;
    private final Iterator<Event> events;

    /**
     * The columns at which the open collections begin, innermost first. The content of a block collection is further to
     * the right.
     */
    private final Deque<Integer> columns = new ArrayDeque<>();

    private Event last;
    private @Nullable Event next;

    /**
     * How far the text behind the last event was scanned; {@code sign} is the last character there that is neither a
     * space nor in a comment.
     */
    private int position;

    private char sign = NONE;

    /** The position of the first such character behind a candidate. */
    private int following;

    /**
     * A position in the text; {@code knownIndex} is the number of code points before it, the unit in which the parser
     * counts.
     */
    private int known;

    private int knownIndex;

    /** @param text a YAML text that parses without errors */
    Auth0Comments(String text) {
        this.text = text;
        this.events = YamlEvents.of(text);
        this.last = events.next();
        this.next = events.next();
    }

    /**
     * @param candidates in the order of the text
     * @return the candidates that are comments
     */
    Set<PossiblePlaceholder> among(List<PossiblePlaceholder> candidates) {
        Set<PossiblePlaceholder> comments = new HashSet<>();
        for (PossiblePlaceholder candidate : candidates) {
            knownIndex += text.codePointCount(known, candidate.start());
            known = candidate.start();
            advance(knownIndex);
            if (!isValue(candidate)) {
                comments.add(candidate);
            }
        }
        return comments;
    }

    private void advance(int index) {
        while (next != null && next.getStartMark().getIndex() <= index) {
            last = next;
            if (last instanceof CollectionStartEvent start) {
                columns.push(column(start));
            } else if (last instanceof CollectionEndEvent) {
                columns.pop();
            }
            next = events.hasNext() ? events.next() : null;
            sign = NONE;
            position = -1;
        }
        if (position < 0) {
            position = text.offsetByCodePoints(known, last.getEndMark().getIndex() - knownIndex);
        }
    }

    /** The smaller column counts: an anchor or a tag of the collection may stand on a line above it. */
    private static int column(CollectionStartEvent start) {
        if (start.isFlow()) {
            return start instanceof MappingStartEvent ? IN_BRACES : IN_BRACKETS;
        }
        return Math.min(start.getStartMark().getColumn(), start.getEndMark().getColumn());
    }

    private boolean isValue(PossiblePlaceholder candidate) {
        while (position < candidate.start()) {
            position = behindComment(position);
            if (position < candidate.start() && !Character.isWhitespace(text.charAt(position))) {
                sign = text.charAt(position);
            }
            position++;
        }
        boolean inBrackets = !columns.isEmpty() && columns.peek() < 0;
        if (inBrackets && "{[\"'".indexOf(following(candidate)) >= 0) {
            return false;
        }
        if (last instanceof ScalarEvent scalar && scalar.isPlain() && sign == NONE) {
            boolean goesOn = columns.isEmpty() || candidate.column() > columns.peek();
            // A comment ends a plain scalar; a later one, even further to the right, does not continue it.
            sign = goesOn || scalar.getValue().isEmpty() ? NONE : '#';
            return goesOn;
        }
        boolean begins =
                inBrackets && (sign == NONE ? last instanceof CollectionStartEvent : ",:[{".indexOf(sign) >= 0);
        return begins && (columns.peek() == IN_BRACKETS || sign == ':' || ",}".indexOf(following(candidate)) >= 0);
    }

    private char following(PossiblePlaceholder candidate) {
        if (following < candidate.end()) {
            following = behindComment(candidate.start());
            while (following < text.length() && Character.isWhitespace(text.charAt(following))) {
                following = behindComment(following + 1);
            }
        }
        return following < text.length() ? text.charAt(following) : NONE;
    }

    /** @return the end of the line if a comment begins at the position, else the position itself */
    private int behindComment(int place) {
        if (place >= text.length() || text.charAt(place) != '#') {
            return place;
        }
        int end = text.indexOf('\n', place);
        return end < 0 ? text.length() : end;
    }
}
