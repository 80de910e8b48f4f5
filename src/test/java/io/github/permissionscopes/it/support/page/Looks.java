package io.github.permissionscopes.it.support.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What a page must be like for everybody: narrow and wide, light and dark, enlarged, and by WCAG 2.2 level AA. */
public final class Looks {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final List<Integer> WIDTHS = List.of(360, 1400);
    private static final int HEIGHT = 800;

    /** What is left of a window of 1280 × 1024 at 400 % (WCAG 1.4.10). */
    private static final int ENLARGED_WIDTH = 320;

    private static final int ENLARGED_HEIGHT = 256;

    private static final List<String> WCAG_22_AA = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    private Looks() {}

    /** @param name of the screenshots, which are in {@code target/screenshots} */
    public static void assertGood(Page page, String name) {
        String light = assertGood(page, name, ColorScheme.LIGHT);
        String dark = assertGood(page, name, ColorScheme.DARK);
        assertThat(dark).as("the background of %s", name).isNotEqualTo(light);
        page.setViewportSize(ENLARGED_WIDTH, ENLARGED_HEIGHT);
        assertFits(page, name + " at 400 %");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    /** @return the background's colour */
    private static String assertGood(Page page, String name, ColorScheme scheme) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        for (int width : WIDTHS) {
            String shown = name + "-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + width;
            page.setViewportSize(width, HEIGHT);
            page.screenshot(
                    new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(shown + ".png")));
            assertFits(page, shown);
            assertAccessible(page, shown);
        }
        return (String) page.evaluate("getComputedStyle(document.querySelector('main')).backgroundColor");
    }

    /** Nobody has to scroll sideways, and no button is cut off. */
    private static void assertFits(Page page, String shown) {
        assertThat((Integer)
                        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as("what is beyond the right edge of %s, in pixels", shown)
                .isZero();
        assertThat(page.evaluate("[...document.querySelectorAll('main *')]"
                        + ".filter(e => e.getBoundingClientRect().right > innerWidth).map(e => e.outerHTML)"))
                .as("what is beyond the right edge of %s", shown)
                .isEqualTo(List.of());
    }

    private static void assertAccessible(Page page, String shown) {
        assertThat(new AxeBuilder(page).withTags(WCAG_22_AA).analyze().getViolations())
                .as("violations of WCAG on %s", shown)
                .extracting(rule -> rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes())
                .isEmpty();
    }
}
