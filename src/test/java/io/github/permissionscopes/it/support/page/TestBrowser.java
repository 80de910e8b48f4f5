package io.github.permissionscopes.it.support.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.impl.driver.Driver;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which browser the tests drive: one of the system, else Playwright's own, which it fetches. The build asks before the
 * integration tests: one line instead of every test of a page failing.
 */
public final class TestBrowser {

    /** Where another browser is: {@code -DpermissionScopes.chromium=…}. */
    private static final String EXECUTABLE = System.getProperty("permissionScopes.chromium");

    static final String MISSING = "The integration tests need a browser, and none could be started or fetched. Install"
            + " Chromium, Chrome or Edge, or say where one is: -DpermissionScopes.chromium=<path>.";

    static final double TIMEOUT_MILLIS = 60_000;

    /** Nothing but what the test opens; no sandbox, since builds run as root. */
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    /** Playwright would fetch each browser that it knows. */
    private static final Map<String, String> NO_DOWNLOAD = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");

    private TestBrowser() {}

    public static void main(String[] args) {
        try (Playwright playwright = playwright()) {
            System.out.println(
                    "Browser of the tests: version " + launch(playwright).version());
        } catch (IllegalStateException e) {
            System.err.println();
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    static Playwright playwright() {
        return Playwright.create(new Playwright.CreateOptions().setEnv(NO_DOWNLOAD));
    }

    /** @throws IllegalStateException if there is none, with what to do */
    static Browser launch(Playwright playwright) {
        List<Path> installed = EXECUTABLE != null
                ? List.of(Path.of(EXECUTABLE))
                : InstalledBrowsers.find(System.getProperty("os.name"), System.getenv());
        List<String> failures = new ArrayList<>();
        for (Path executable : installed) {
            Optional<Browser> browser = start(playwright, options().setExecutablePath(executable), failures);
            if (browser.isPresent()) {
                return browser.get();
            }
        }
        if (EXECUTABLE == null) {
            // It may be there from an earlier build.
            Optional<Browser> own = start(playwright, options(), failures);
            if (own.isEmpty()) {
                fetch();
                own = start(playwright, options(), failures);
            }
            if (own.isPresent()) {
                return own.get();
            }
        }
        throw new IllegalStateException(MISSING, new PlaywrightException(String.join("\n", failures)));
    }

    private static Optional<Browser> start(
            Playwright playwright, BrowserType.LaunchOptions options, List<String> failures) {
        try {
            return Optional.of(playwright.chromium().launch(options));
        } catch (PlaywrightException e) {
            failures.add(e.getMessage());
            return Optional.empty();
        }
    }

    private static BrowserType.LaunchOptions options() {
        return new BrowserType.LaunchOptions().setArgs(ARGUMENTS).setTimeout(TIMEOUT_MILLIS);
    }

    /** Whether that has worked, the start tells. */
    private static void fetch() {
        System.out.println("No browser found: Playwright fetches one for the tests.");
        ProcessBuilder install =
                Driver.ensureDriverInstalled(NO_DOWNLOAD, false).createProcessBuilder();
        install.command().addAll(List.of("install", "chromium-headless-shell"));
        try {
            install.redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException(MISSING, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
