package io.github.permissionscopes.it.support.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** The admin console's page "API scopes", as an administrator of the realm sees it. */
public final class ApiScopesPage {

    private static final String TITLE = "API scopes";

    private final Page page;
    private final String console;
    private final String realm;

    /** @param page empty: of a browser that nobody is logged in with */
    public ApiScopesPage(Page page, String realmUrl) {
        this.page = page;
        this.realm = realmUrl.substring(realmUrl.lastIndexOf('/') + 1);
        this.console = realmUrl.replace("/realms/", "/admin/") + "/console/#/" + realm;
    }

    /** Opens the list by the console's menu. */
    public ApiScopesPage logIn(String username, String password) {
        page.navigate(console);
        page.fill("input[name=username]", username);
        page.fill("input[name=password]", password);
        page.click("[type=submit]");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(TITLE).setExact(true))
                .click();
        assertThat(heading(TITLE)).isVisible();
        return this;
    }

    /** The list, loaded anew. */
    public ApiScopesPage list() {
        page.navigate(console + "/page-section/permission-scopes-apis");
        page.reload();
        assertThat(heading(TITLE)).isVisible();
        return this;
    }

    public Locator row(String clientId) {
        return page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(clientId));
    }

    public ApiScopesPage open(String clientId) {
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName(clientId).setExact(true))
                .click();
        assertThat(field("clientId")).hasValue(clientId);
        return this;
    }

    public ApiScopesPage create() {
        page.getByText("Create item").first().click();
        return this;
    }

    public ApiScopesPage delete(String clientId) {
        row(clientId).getByRole(AriaRole.BUTTON).click();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Delete"))
                .click();
        page.getByTestId("confirm").click();
        return this;
    }

    public ApiScopesPage fill(String field, String value) {
        field(field).fill(value);
        return this;
    }

    public ApiScopesPage addScope(String name, String description) {
        int index = page.getByTestId("row").count();
        // By its ID: before 26.7 the button shows the key of the field's message, not the message.
        page.locator("[data-testid$=scopes-add-row]").click();
        return fillScope(index, name, description);
    }

    public ApiScopesPage fillScope(int index, String name, String description) {
        scopeName(index).fill(name);
        scopeName(index).blur();
        scopeDescription(index).fill(description);
        scopeDescription(index).blur();
        return this;
    }

    public ApiScopesPage choose(String enforcement) {
        page.locator("#enforcement").click();
        page.getByRole(
                        AriaRole.OPTION,
                        new Page.GetByRoleOptions().setName(enforcement).setExact(true))
                .click();
        return this;
    }

    /** Saves, and waits until the console says that it has. */
    public ApiScopesPage save() {
        // By its look: the words are others in 26.0.
        press(page.locator(".pf-v5-c-alert.pf-m-success"));
        return this;
    }

    /** Saves, and waits until the console says this. */
    public ApiScopesPage saveRefused(String text) {
        press(alert(text));
        return this;
    }

    public void assertDeleted() {
        assertThat(alert("The item has been deleted")).isVisible();
    }

    public void deleteRefused(String text) {
        assertThat(alert(text)).isVisible();
    }

    public Locator text(String text) {
        return page.getByText(text).first();
    }

    private void press(Locator answer) {
        page.getByTestId("save").click();
        assertThat(answer).isVisible();
        // So that the next one is not taken for this one.
        answer.getByRole(AriaRole.BUTTON).first().click();
        assertThat(answer).not().isVisible();
    }

    public Locator field(String name) {
        return page.getByTestId(name);
    }

    public Locator scopeName(int index) {
        return page.getByTestId("config.scopes." + index + ".key");
    }

    public Locator scopeDescription(int index) {
        return page.getByTestId("config.scopes." + index + ".value");
    }

    /** Opens one of the console's own pages. */
    public ApiScopesPage go(String path) {
        page.navigate(console + path);
        return this;
    }

    public Locator heading(String text) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(text).setExact(true));
    }

    private Locator alert(String text) {
        return page.locator(".pf-v5-c-alert").filter(new Locator.FilterOptions().setHasText(text));
    }
}
