package io.github.permissionscopes.definition.imports;

/**
 * A text of YAML 1.2, of which JSON is a part: as much as tells where a value begins and ends. Placeholders are no comments.
 *
 * @param text what is no YAML makes no error here
 */
record YamlText(String text) {

    /** @return where the colon after the key stands, if a key stands here; otherwise -1 */
    int colon(int start) {
        if (sign(start) == '[' || sign(start) == '{') {
            return -1;
        }
        boolean inQuotes = sign(start) == '"' || sign(start) == '\'';
        int end = inQuotes ? endOfQuoted(start) : start;
        while (sign(end) != '\n' && !isComment(end) && !(sign(end) == ':' && isBlank(end + 1))) {
            if (inQuotes && !isBlank(end)) {
                return -1;
            }
            end++;
        }
        return sign(end) == ':' ? end : -1;
    }

    boolean isEndInFlow(int position) {
        char sign = sign(position);
        return ",[]{}".indexOf(sign) >= 0
                || sign == ':' && (isBlank(position + 1) || ",[]{}".indexOf(sign(position + 1)) >= 0)
                || isComment(position);
    }

    boolean isContinued(int line, int column) {
        int start = line + indentation(line);
        return start - line > column && !isEmptyLine(line) && !isComment(start);
    }

    /** @return the end of the line, or where its comment begins */
    int endOfPlain(int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) != '\n' && !isComment(end)) {
            end++;
        }
        return end;
    }

    boolean isComment(int position) {
        return sign(position) == '#'
                && (position == 0 || isBlank(position - 1))
                && !Auth0Placeholders.PLACEHOLDER
                        .matcher(text)
                        .region(position, text.length())
                        .lookingAt();
    }

    int endOfQuoted(int start) {
        char quote = text.charAt(start);
        for (int end = start + 1; end < text.length(); end++) {
            char sign = text.charAt(end);
            if (sign == '\\' && quote == '"' || sign == quote && quote == '\'' && sign(end + 1) == quote) {
                end++;
            } else if (sign == quote) {
                return end + 1;
            }
        }
        return text.length();
    }

    int endOfLine(int start) {
        int end = text.indexOf('\n', start);
        return end < 0 ? text.length() : end;
    }

    int indentation(int line) {
        int end = line;
        while (sign(end) == ' ') {
            end++;
        }
        return end - line;
    }

    boolean isEmptyLine(int line) {
        int start = line + indentation(line);
        return sign(start) == '\n' || sign(start) == '\r';
    }

    boolean isBlank(int position) {
        return Character.isWhitespace(sign(position));
    }

    /** @return as if the text ended with a line break */
    char sign(int position) {
        return position < text.length() ? text.charAt(position) : '\n';
    }
}
