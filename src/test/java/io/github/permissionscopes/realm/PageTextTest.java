package io.github.permissionscopes.realm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import freemarker.template.TemplateModelException;
import io.github.permissionscopes.it.support.check.HardTexts;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.theme.beans.AdvancedMessageFormatterMethod;

/** What Keycloak makes of a stored text, on the consent page and in the account console (26.7 formats it there too). */
class PageTextTest {

    static List<String> texts() {
        return HardTexts.written();
    }

    @Test
    void keycloakFailsAtAPathWithPlaces() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> shown("${base}/items/{id}"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void isShownAsItWasWritten(String text) throws TemplateModelException {
        assertThat(shown(PageText.stored(text)).strip()).isEqualTo(text);
        assertThat(PageText.written(PageText.stored(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"${readBooks}", "${profileScopeConsentText}", "${read-books.text}", "Read {0}", "a ${b}", ""})
    void theKeyOfAMessageAndAnyOtherTextIsStoredAsItIs(String text) {
        assertThat(PageText.stored(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "abc, 3, abc",
        "abcd, 3, abc",
        "ab😀, 3, ab",
        "ab😀, 4, ab😀",
        "${{}, 4, ${{",
        "${{}}, 4, ${{",
        "${{}, 5, ${{}"
    })
    void isCutToWhatCanBeStored(String text, int longest, String fitting) {
        assertThat(PageText.fitting(text, longest)).isEqualTo(fitting);
    }

    private static String shown(String text) throws TemplateModelException {
        return String.valueOf(new AdvancedMessageFormatterMethod(Locale.ENGLISH, new Properties()).exec(List.of(text)));
    }
}
