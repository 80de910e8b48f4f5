package io.github.permissionscopes.it.support.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

/** The words of an error: a person's, not those of Java, Jackson or SnakeYAML. */
public final class PlainWords {

    private static final Pattern LIBRARY = Pattern.compile(
            "com\\.fasterxml|\\bjavax?\\.|\\borg\\.\\w+\\.|io\\.github|eserializ|coerc|Coerc"
                    + "|Unrecognized|(START|END|FIELD|VALUE)_[A-Z]|\\(token|[tT]oken of|JsonToken|Exception|[sS]nake[yY][aA][mM][lL]"
                    + "|<block|<document|\\$Record|Source:|from Object value|[cC]onstructor|code point|no String-argument");

    private PlainWords() {}

    public static void assertPlain(String message, String body) {
        assertThat(message).as("about %.300s", body).isNotBlank().doesNotContainPattern(LIBRARY);
    }
}
