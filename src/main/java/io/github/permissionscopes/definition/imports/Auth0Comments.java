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
 * Tells comments of a YAML document from placeholders that it takes for comments: a value is missing there, or could go
 * on.
 */
final class Auth0Comments {

    /** In brackets a value may begin anywhere. */
    private static final int IN_BRACKETS = -1;

    /** There a key may begin, too, which is on one line with its colon. */
    private static final int IN_BRACES = -2;

    private static final char NONE = ' ';

    private final String text;
    private final Iterator<Event> events;

    /** Where each of the collections begins that are open; what is in one is further to the right. */
    private final Deque<Integer> columns = new ArrayDeque<>();

    private Event last;
    private @Nullable Event next;

    /**
     * How far the text behind the last event was looked at, and the last sign there that is no space and in no comment.
     */
    private int position;

    private char sign = NONE;

    /** Where the first such sign behind a candidate is. */
    private int following;

    /** A position in the text, and the number of code points before it, which is what the parser counts. */
    private int known;

    private int knownIndex;

    /** @param text that can be read */
    Auth0Comments(String text) {
        this.text = text;
        this.events = YamlEvents.of(text);
        this.last = events.next();
        this.next = events.next();
    }

    /** @param candidates in the order in which they stand there */
    Set<Auth0Yaml.Found> among(List<Auth0Yaml.Found> candidates) {
        Set<Auth0Yaml.Found> comments = new HashSet<>();
        for (Auth0Yaml.Found candidate : candidates) {
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

    /** An anchor or a tag may stand before it, on a line above. */
    private static int column(CollectionStartEvent start) {
        if (start.isFlow()) {
            return start instanceof MappingStartEvent ? IN_BRACES : IN_BRACKETS;
        }
        return Math.min(start.getStartMark().getColumn(), start.getEndMark().getColumn());
    }

    private boolean isValue(Auth0Yaml.Found candidate) {
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
            // A comment ends a text; one further to the right does not go on with it.
            sign = goesOn || scalar.getValue().isEmpty() ? NONE : '#';
            return goesOn;
        }
        boolean begins =
                inBrackets && (sign == NONE ? last instanceof CollectionStartEvent : ",:[{".indexOf(sign) >= 0);
        return begins && (columns.peek() == IN_BRACKETS || sign == ':' || ",}".indexOf(following(candidate)) >= 0);
    }

    private char following(Auth0Yaml.Found candidate) {
        if (following < candidate.end()) {
            following = behindComment(candidate.start());
            while (following < text.length() && Character.isWhitespace(text.charAt(following))) {
                following = behindComment(following + 1);
            }
        }
        return following < text.length() ? text.charAt(following) : NONE;
    }

    /** @return the place itself where no comment begins, else the end of its line */
    private int behindComment(int place) {
        if (place >= text.length() || text.charAt(place) != '#') {
            return place;
        }
        int end = text.indexOf('\n', place);
        return end < 0 ? text.length() : end;
    }
}
