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
 * Parses YAML in which placeholders stand without quotes. In YAML, {@code ##BOOKS##} behind a space or on a line of its
 * own is a comment, and people write headlines like that; to Auth0's deploy tool it is a placeholder. It is read as a
 * placeholder if the document parses that way; otherwise as a comment, unless a value is missing there.
 */
final class Auth0Yaml {

    /**
     * A value that begins with {@code @@} is always a placeholder; within a value it is one only if its key is a word.
     */
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "(?<![^\\s\\[{,:])@@(?=\\S)[^@\\r\\n]{1,100}(?<=\\S)@@|" + Auth0Placeholders.PLACEHOLDER.pattern());

    /** A text that ends with one of these characters does not continue behind a placeholder. */
    private static final String BEFORE_COMMENT = ":-?,[]{}\"'";

    /** If one of these characters follows a placeholder on its line, the line is not a comment. */
    private static final String NOT_IN_COMMENT = "[]{},:\"'\r\n";

    private static final int MOST = 100_000;
    private static final int MOST_NAMED = 5;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String text;
    private final Auth0Marks marks;

    private final List<PossiblePlaceholder> all = new ArrayList<>();

    private Auth0Yaml(String text) {
        this.text = text;
        this.marks = Auth0Marks.notIn(text);
        find();
    }

    /** @throws InvalidDefinitionException if the text is not valid YAML */
    static JsonNode tree(String text) {
        return new Auth0Yaml(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).read();
    }

    private JsonNode read() {
        List<PossiblePlaceholder> maybe =
                all.stream().filter(PossiblePlaceholder::maybeComment).toList();
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
            Set<PossiblePlaceholder> comments = new Auth0Comments(withComments).among(maybe);
            return marks.unmarked(
                    comments.size() == maybe.size() ? tree : DefinitionReader.tree(without(comments), true));
        } catch (InvalidDefinitionException e) {
            throw named(e);
        }
    }

    /** @return the parser's error with the placeholders that may have caused it */
    private InvalidDefinitionException named(InvalidDefinitionException e) {
        List<PossiblePlaceholder> like =
                all.stream().filter(PossiblePlaceholder::likeComment).toList();
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

    private String without(Set<PossiblePlaceholder> comments) {
        StringBuilder marked = new StringBuilder(text);
        for (PossiblePlaceholder found : all) {
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
            all.add(new PossiblePlaceholder(matcher.start(), matcher.end(), line, column, likeComment, maybeComment));
        }
    }

    /** @return whether no text that could continue stands before the position on its line */
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
