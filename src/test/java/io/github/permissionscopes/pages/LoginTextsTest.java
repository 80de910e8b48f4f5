package io.github.permissionscopes.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts of the login pages: all of them in every language, and none in a template. */
class LoginTextsTest {

    private static final Path RESOURCES = Path.of("src/main/resources/theme-resources");
    private static final List<Path> TEMPLATES =
            List.of(RESOURCES.resolve("templates"), Path.of("themes/permission-scopes/login"));
    private static final Pattern OWN_KEY = Pattern.compile("permissionScopes[A-Z]\\w+");
    private static final Pattern MARKUP =
            Pattern.compile("<#--.*?-->|</?[#@](?:[^>\"]|\"[^\"]*\")*>|\\$\\{[^}]*}|<[^>]*>", Pattern.DOTALL);

    /** Those of pages are text keys; those of data that templates get are not. */
    private static final Set<String> DATA = Set.of("permissionScopesConsent", "permissionScopesRefused");

    @ParameterizedTest
    @ValueSource(strings = {"de", "fr", "es", "ja"})
    void areCompleteInEveryLanguage(String language) throws IOException {
        Properties english = texts("en");
        Properties other = texts(language);

        for (String key : used()) {
            assertThat(english.getProperty(key)).as("%s in English", key).isNotBlank();
            assertThat(other.getProperty(key)).as("%s in %s", key, language).isNotBlank();
            assertThat(other.getProperty(key))
                    .as("%s in %s is translated", key, language)
                    .isNotEqualTo(english.getProperty(key));
            assertThat(filled(other, key).contains("The Application"))
                    .as("%s in %s names the application as it does in English", key, language)
                    .isEqualTo(filled(english, key).contains("The Application"));
        }
        assertThat(english.stringPropertyNames()).containsAll(other.stringPropertyNames());
    }

    @Test
    void standInNoTemplate() throws IOException {
        for (Path template : templates()) {
            String rest = MARKUP.matcher(Files.readString(template)).replaceAll(" ");

            assertThat(Pattern.compile("\\p{L}{2,}")
                            .matcher(rest)
                            .results()
                            .map(word -> word.group())
                            .toList())
                    .as("words in %s", template)
                    .isEmpty();
        }
    }

    /** Keycloak formats a text with {@link MessageFormat}, to which an apostrophe is a quote. */
    private static String filled(Properties texts, String key) {
        return new MessageFormat(texts.getProperty(key)).format(new Object[] {"The Application"});
    }

    private static Set<String> used() throws IOException {
        Set<String> keys = new TreeSet<>();
        List<Path> sources = new ArrayList<>(templates());
        for (String source : List.of("pages/ScopeGroup", "pages/ListedScope", "login/LoginRejection")) {
            sources.add(Path.of("src/main/java/io/github/permissionscopes", source + ".java"));
        }
        for (Path source : sources) {
            Matcher key = OWN_KEY.matcher(Files.readString(source));
            while (key.find()) {
                keys.add(key.group());
            }
        }
        keys.removeAll(DATA);
        assertThat(keys).hasSizeGreaterThan(8);
        return keys;
    }

    private static List<Path> templates() throws IOException {
        List<Path> templates = new ArrayList<>();
        for (Path folder : TEMPLATES) {
            try (Stream<Path> files = Files.list(folder)) {
                templates.addAll(
                        files.filter(file -> file.toString().endsWith(".ftl")).collect(Collectors.toList()));
            }
        }
        assertThat(templates).hasSizeGreaterThan(3);
        return templates;
    }

    private static Properties texts(String language) throws IOException {
        Properties texts = new Properties();
        try (Reader reader =
                Files.newBufferedReader(RESOURCES.resolve("messages/messages_" + language + ".properties"))) {
            texts.load(reader);
        }
        return texts;
    }
}
