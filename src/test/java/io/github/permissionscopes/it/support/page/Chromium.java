package io.github.permissionscopes.it.support.page;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real browser, for pages that are made of scripts ({@link TestBrowser}), one for a test class ({@code
 * @RegisterExtension static}). What a test has open when it fails is in {@code target/screenshots}.
 */
public final class Chromium implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private final List<BrowserContext> profiles = new ArrayList<>();
    private Playwright playwright;
    private com.microsoft.playwright.Browser browser;

    @Override
    public void beforeAll(ExtensionContext test) {
        playwright = TestBrowser.playwright();
        browser = TestBrowser.launch(playwright);
        PlaywrightAssertions.setDefaultAssertionTimeout(TestBrowser.TIMEOUT_MILLIS);
    }

    /** @return an empty page of a browser that nobody has used: no cookies. Closed after the test */
    public Page newBrowser() {
        return newBrowser("en-US");
    }

    /** @param locale of the user, which the server is told; the page is in that language if the realm has it */
    public Page newBrowser(String locale) {
        BrowserContext profile = browser.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setLocale(locale)
                .setViewportSize(1400, 1000));
        profile.setDefaultTimeout(TestBrowser.TIMEOUT_MILLIS);
        profiles.add(profile);
        return profile.newPage();
    }

    @Override
    public void afterEach(ExtensionContext test) {
        if (test.getExecutionException().isPresent()) {
            String name = test.getRequiredTestClass().getSimpleName() + "-"
                    + test.getRequiredTestMethod().getName();
            int number = 0;
            for (BrowserContext profile : profiles) {
                for (Page page : profile.pages()) {
                    page.screenshot(new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(SCREENSHOTS.resolve(name + "-" + ++number + ".png")));
                }
            }
        }
        profiles.forEach(BrowserContext::close);
        profiles.clear();
    }

    @Override
    public void afterAll(ExtensionContext test) {
        if (playwright != null) {
            playwright.close();
        }
    }
}
