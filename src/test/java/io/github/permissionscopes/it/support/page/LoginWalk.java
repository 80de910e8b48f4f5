package io.github.permissionscopes.it.support.page;

import com.microsoft.playwright.ElementHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.support.client.Device;
import io.github.permissionscopes.it.support.client.OAuth;
import io.github.permissionscopes.it.support.client.Urls;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** A user's way through the login pages, in a real browser. */
public final class LoginWalk {

    private final Page page;
    private final OAuth oauth;

    /**
     * Nobody listens at the application, so the browser shows an error of its own there; where it went is what counts.
     */
    private String answer;

    public LoginWalk(Page page, OAuth oauth) {
        this.page = page;
        this.oauth = oauth;
        page.onRequest(request -> {
            if (request.isNavigationRequest() && request.url().startsWith(DemoRealm.REDIRECT_URI)) {
                answer = request.url();
            }
        });
    }

    public Page page() {
        return page;
    }

    public LoginWalk request(String clientId, String scope) {
        page.navigate(oauth.authorizationUrl(clientId, scope, Map.of()));
        return this;
    }

    /** Goes where a device sends its user. */
    public LoginWalk device(Device device) {
        page.navigate(device.verificationUri());
        return this;
    }

    public LoginWalk logIn(String user) {
        page.fill("input[name=username]", user);
        page.fill("input[name=password]", DemoRealm.PASSWORD);
        oauth.mayBeConsented();
        return leave("[type=submit]");
    }

    /** Presses a button of the page, and waits for the next one. */
    public LoginWalk press(String id) {
        return leave("#" + id);
    }

    private LoginWalk leave(String button) {
        ElementHandle pressed = page.waitForSelector(button);
        pressed.click();
        page.waitForCondition(() -> answer != null || !isThere(pressed));
        page.waitForLoadState();
        return this;
    }

    /** The next page may have a button like this one. */
    private static boolean isThere(ElementHandle button) {
        try {
            return (Boolean) button.evaluate("button => button.isConnected");
        } catch (PlaywrightException gone) {
            return false;
        }
    }

    public LoginWalk changeLanguage(String language) {
        String option = page.getAttribute("#login-select-toggle option[value*='kc_locale=" + language + "']", "value");
        page.waitForNavigation(() -> page.selectOption("#login-select-toggle", option));
        return this;
    }

    /** Goes to the element with this id by nothing but the Tab key. */
    public LoginWalk tabTo(String id) {
        for (int presses = 0; presses < 30; presses++) {
            if (id.equals(page.evaluate("document.activeElement.id"))) {
                return this;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("The Tab key does not lead to " + id + " on " + page.url());
    }

    public LoginWalk acceptNotice() {
        return press("permission-scopes-accept");
    }

    /** @return the answer to the application's request, when the browser is sent there with it */
    public Map<String, String> application() {
        page.waitForCondition(() -> answer != null);
        return Urls.parameters(URI.create(answer));
    }

    public String title() {
        return page.locator("#kc-page-title").innerText().strip();
    }

    /** @return the headings of the listed scopes, from top to bottom */
    public List<String> headings() {
        return page.locator("#kc-content h2, main h2").allInnerTexts();
    }

    /** @return the scopes under this heading, from top to bottom */
    public List<String> scopes(String heading) {
        return group(heading).locator("li").allInnerTexts().stream()
                .map(String::strip)
                .toList();
    }

    private Locator group(String heading) {
        return page.locator("section")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator("h2", new Page.LocatorOptions().setHasText(heading))));
    }
}
