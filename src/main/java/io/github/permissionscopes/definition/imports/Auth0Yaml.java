package io.github.permissionscopes.definition.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.definition.DefinitionReader;
import io.github.permissionscopes.definition.InvalidDefinitionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * YAML in which placeholders stand without quotes. To YAML {@code ##BOOKS##} behind a space, or on a line of its own,
 * is a comment, and people write headlines so; to Auth0's tool it is a placeholder. It is taken for one wherever the
 * document can be read so; else for a comment, unless a value is missing there.
 */
final class Auth0Yaml {

    /** Nothing else begins with {@code @}; within a value it is one only where its key is a word. */
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "(?<![^\\s\\[{,:])@@(?=\\S)[^@\\r\\n]{1,100}(?<=\\S)@@|" + Auth0Placeholders.PLACEHOLDER.pattern());

    /** A text that could go on does not end so. */
    private static final String BEFORE_COMMENT = ":-?,[]{}\"'";

    /** A line that has one of these behind a placeholder goes on as a part of the document. */
    private static final String NOT_IN_COMMENT = "[]{},:\"'\r\n";

    private static final int MOST = 100_000;
    private static final int MOST_NAMED = 5;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String text;
    private final Auth0Marks marks;

    private final List<Found> all = new ArrayList<>();

    /** A placeholder, or what looks like one. */
    record Found(int start, int end, int line, int column, boolean likeComment, boolean maybeComment) {}

    private Auth0Yaml(String text) {
        this.text = text;
        this.marks = Auth0Marks.notIn(text);
        find();
    }

    /** @throws InvalidDefinitionException if it cannot be read */
    static JsonNode tree(String text) {
        return new Auth0Yaml(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).read();
    }

    private JsonNode read() {
        List<Found> maybe = all.stream().filter(Found::maybeComment).toList();
        try {
            return marks.unmarked(DefinitionReader.tree(without(Set.of()), true));
        } catch (InvalidDefinitionException e) {
            if (maybe.isEmpty()) {
                throw named(e);
            }
        }
        try {
            String withComments = without(Set.copyOf(maybe));
            JsonNode tree = DefinitionReader.tree(withComments, true);
            Set<Found> comments = new Auth0Comments(withComments).among(maybe);
            return marks.unmarked(
                    comments.size() == maybe.size() ? tree : DefinitionReader.tree(without(comments), true));
        } catch (InvalidDefinitionException e) {
            throw named(e);
        }
    }

    /** @return the error, and what it may come from: YAML says it in other words */
    private InvalidDefinitionException named(InvalidDefinitionException e) {
        List<Found> like = all.stream().filter(Found::likeComment).toList();
        if (like.isEmpty()) {
            return e;
        }
        String named = like.stream()
                .limit(MOST_NAMED)
                .map(found -> text.substring(found.start(), found.end()) + " (line " + found.line() + ")")
                .collect(Collectors.joining(", "));
        return new InvalidDefinitionException(
                "",
                e.errors().get(0).message() + " The document has " + named
                        + (like.size() > MOST_NAMED ? " and others" : "")
                        + ": fill in what is a placeholder of Auth0's deploy tool; write a comment with one #.");
    }

    private String without(Set<Found> comments) {
        StringBuilder marked = new StringBuilder(text);
        for (Found found : all) {
            if (!comments.contains(found)) {
                marks.mark(marked, found.start(), found.end());
            }
        }
        return marked.toString();
    }

    private void find() {
        Matcher matcher = PLACEHOLDER.matcher(text);
        int line = 1;
        int lineStart = 0;
        int plainUntil = 0;
        while (matcher.find()) {
            if (all.size() >= MOST) {
                throw new InvalidDefinitionException("", "The document has more than " + MOST + " placeholders.");
            }
            for (int end = text.indexOf('\n', lineStart);
                    end >= 0 && end < matcher.start();
                    end = text.indexOf('\n', lineStart)) {
                line++;
                lineStart = end + 1;
            }
            if (plainUntil < matcher.end()) {
                plainUntil = plainUntil(matcher.end());
            }
            boolean likeComment = text.charAt(matcher.start()) == '#'
                    && (matcher.start() == lineStart || Character.isWhitespace(text.charAt(matcher.start() - 1)));
            boolean maybeComment = likeComment
                    && isNoTextBefore(matcher.start(), lineStart)
                    && (plainUntil == text.length() || "\r\n".indexOf(text.charAt(plainUntil)) >= 0);
            int column = matcher.start() - lineStart;
            all.add(new Found(matcher.start(), matcher.end(), line, column, likeComment, maybeComment));
        }
    }

    /** @return whether no text stands before it on its line that could go on */
    private boolean isNoTextBefore(int start, int lineStart) {
        int before = start - 1;
        while (before >= lineStart && Character.isWhitespace(text.charAt(before))) {
            before--;
        }
        return before < lineStart || BEFORE_COMMENT.indexOf(text.charAt(before)) >= 0;
    }

    private int plainUntil(int start) {
        int end = start;
        while (end < text.length() && NOT_IN_COMMENT.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }
}
