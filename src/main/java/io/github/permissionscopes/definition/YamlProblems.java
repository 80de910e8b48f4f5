package io.github.permissionscopes.definition;

import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Translates SnakeYAML's exceptions into messages for administrators. SnakeYAML's own messages speak of tokens and
 * blocks.
 */
final class YamlProblems {

    static final String ESCAPE = "a backslash in double quotes is followed by something it does not go with";

    private static final String PREFIX = "This YAML cannot be used: ";

    /**
     * Parts of SnakeYAML's messages ({@code ScannerImpl}, {@code ParserImpl}) and what they mean. The first one that
     * matches counts.
     */
    private static final Map<String, String> MEANINGS = new LinkedHashMap<>();

    static {
        MEANINGS.put("TAB", "a tab stands where YAML takes spaces only");
        MEANINGS.put("\\t", "a tab stands where YAML takes spaces only");
        MEANINGS.put(
                "mapping values are not allowed", "a colon followed by a space stands inside a value; quote the value");
        MEANINGS.put("unexpected end of stream", "a quote is not closed");
        MEANINGS.put("could not find expected ':'", "a colon is missing, or a quote or bracket before it");
        MEANINGS.put("expected ',' or", "a comma or the closing bracket of a list or an object is missing");
        MEANINGS.put(
                "expected <block end>", "a line is not indented as those it belongs to, or a quoted value goes on");
        MEANINGS.put("sequence entries are not allowed", "a dash of a list stands where no list can begin");
        MEANINGS.put("duplicate anchor", "an anchor is here twice");
        MEANINGS.put("undefined alias", "an alias stands for nothing");
        MEANINGS.put("escape", ESCAPE);
        MEANINGS.put("cannot start any token", "a value cannot begin with this sign; quote it");
        MEANINGS.put("<document start>", "something follows behind the end of the document");
        MEANINGS.put("incompatible YAML", "its %YAML line names another version than 1");
        MEANINGS.put("tag", "it has a tag that is none");
    }

    private YamlProblems() {}

    static InvalidDefinitionException of(String what) {
        return new InvalidDefinitionException("", PREFIX + what + ".");
    }

    static InvalidDefinitionException at(Event event, String what) {
        return new InvalidDefinitionException("", PREFIX + what + where(event.getStartMark()));
    }

    static InvalidDefinitionException of(YAMLException problem) {
        if (problem instanceof ReaderException character) {
            return of("it has a control character, U+%04X, after %d others"
                    .formatted(character.getCodePoint(), character.getPosition()));
        }
        if (problem instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            String said = String.valueOf(marked.getProblem());
            String what = MEANINGS.entrySet().stream()
                    .filter(meaning -> said.contains(meaning.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("an indentation, a quote, a colon or a bracket is wrong");
            return new InvalidDefinitionException("", PREFIX + what + where(marked.getProblemMark()));
        }
        return of("it is too large or cannot be read");
    }

    private static String where(Mark mark) {
        return " (line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ").";
    }
}
