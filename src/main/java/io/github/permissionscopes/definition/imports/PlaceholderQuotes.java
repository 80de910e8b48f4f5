package io.github.permissionscopes.definition.imports;

/**
 * Quotes about the values of a YAML or JSON text in which placeholders stand without them, so that the text can be read: Auth0's
 * deploy tool puts values there first, and reads then. YAML takes {@code ##KEY##} for a comment, {@code @@KEY@@} for a syntax
 * error.
 */
final class PlaceholderQuotes {

    private final String text;
    private final YamlText yaml;
    private final StringBuilder quoted = new StringBuilder();

    /** How far the text is looked at, and how far it is written. */
    private int at;

    private int written;

    private PlaceholderQuotes(String text) {
        this.text = text;
        this.yaml = new YamlText(text);
    }

    /** @return the text, with quotes where placeholders need them */
    static String in(String text) {
        return Auth0Placeholders.PLACEHOLDER.matcher(text).find() ? new PlaceholderQuotes(text).read() : text;
    }

    private String read() {
        // A byte order mark.
        at = text.startsWith("\uFEFF") ? 1 : 0;
        while (at < text.length()) {
            readLine();
        }
        return quoted.append(text, written, text.length()).toString();
    }

    /** A line of block style, with what its value has of the lines after it. */
    private void readLine() {
        int line = at;
        if (text.startsWith("---", at) && yaml.isBlank(at + 3)) {
            at += 3;
        }
        skipBlanks();
        if (yaml.sign(at) == '#') {
            // Also ##KEY##: at the beginning of a line it is a headline.
            skipLine();
            return;
        }
        // What belongs to the value is deeper than this.
        int column = at - line - 1;
        while ((yaml.sign(at) == '-' || yaml.sign(at) == '?') && yaml.isBlank(at + 1)) {
            column = at - line;
            at++;
            skipBlanks();
        }
        int key = at;
        skipProperties();
        int colon = yaml.colon(at);
        if (colon >= 0) {
            column = key - line;
            quote(at, colon);
            at = colon + 1;
            skipBlanks();
            skipProperties();
        }
        readValue(column);
        skipLine();
    }

    private void readValue(int column) {
        switch (yaml.sign(at)) {
            case '"', '\'' -> at = yaml.endOfQuoted(at);
            case '[', '{' -> readFlow();
            case '|', '>' -> {
                skipLine();
                while (at < text.length() && (yaml.isEmptyLine(at) || yaml.indentation(at) > column)) {
                    skipLine();
                }
                // Back to the end of its last line.
                at--;
            }
            default -> {
                int start = at;
                at = yaml.endOfPlain(at);
                while (!yaml.isBlank(start) && yaml.sign(at) == '\n' && yaml.isContinued(at + 1, column)) {
                    at = yaml.endOfPlain(at + 1 + yaml.indentation(at + 1));
                }
                quote(start, at);
            }
        }
    }

    /** A list or an object in brackets, over any number of lines. */
    private void readFlow() {
        int depth = 0;
        do {
            char sign = yaml.sign(at);
            if (sign == '"' || sign == '\'') {
                at = yaml.endOfQuoted(at);
            } else if (yaml.isComment(at)) {
                at = yaml.endOfLine(at);
            } else if (yaml.isBlank(at) || ",:[]{}".indexOf(sign) >= 0) {
                depth += sign == '[' || sign == '{' ? 1 : sign == ']' || sign == '}' ? -1 : 0;
                at++;
            } else {
                int start = at;
                while (at < text.length() && !yaml.isEndInFlow(at)) {
                    at++;
                }
                quote(start, at);
            }
        } while (depth > 0 && at < text.length());
    }

    private void quote(int start, int end) {
        String value = text.substring(start, end).stripTrailing();
        if (!value.startsWith("\"")
                && !value.startsWith("'")
                && Auth0Placeholders.PLACEHOLDER.matcher(value).find()) {
            quoted.append(text, written, start)
                    .append('"')
                    .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
            written = start + value.length();
        }
    }

    /** Anchors and tags. */
    private void skipProperties() {
        while ((yaml.sign(at) == '&' || yaml.sign(at) == '!') && !yaml.isBlank(at + 1)) {
            while (!yaml.isBlank(at)) {
                at++;
            }
            skipBlanks();
        }
    }

    private void skipBlanks() {
        while (yaml.sign(at) == ' ' || yaml.sign(at) == '\t') {
            at++;
        }
    }

    private void skipLine() {
        at = yaml.endOfLine(at) + 1;
    }
}
