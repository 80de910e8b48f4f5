package io.github.permissionscopes.it.support.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.github.permissionscopes.config.PermissionScopes;

/** The admin console's page of required actions, as an administrator of the realm sees it. */
public final class RequiredActionsPage {

    private static final String TAB = "Required actions";

    private final Page page;
    private final String console;

    /** @param page empty: of a browser that nobody is logged in with */
    public RequiredActionsPage(Page page, String realmUrl) {
        this.page = page;
        String realm = realmUrl.substring(realmUrl.lastIndexOf('/') + 1);
        this.console = realmUrl.replace("/realms/", "/admin/") + "/console/#/" + realm;
    }

    /** Opens the page by the console's menu. */
    public RequiredActionsPage logIn(String username, String password) {
        page.navigate(console);
        page.fill("input[name=username]", username);
        page.fill("input[name=password]", password);
        page.click("[type=submit]");
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Authentication").setExact(true))
                .click();
        return openTab();
    }

    public RequiredActionsPage reload() {
        page.reload();
        assertThat(row()).isVisible();
        return this;
    }

    private RequiredActionsPage openTab() {
        page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName(TAB)).click();
        assertThat(row()).isVisible();
        return this;
    }

    /** Turns the switch, on or off. */
    public RequiredActionsPage turn() {
        toggle("enable");
        return this;
    }

    /** Makes it a default action, or no more. */
    public RequiredActionsPage toggleDefault() {
        toggle("default");
        return this;
    }

    /** Drags the action's row above the one before it. */
    public RequiredActionsPage dragUp() {
        name(row()).dragTo(name(row().locator("xpath=preceding-sibling::tr[1]")));
        awaitAlert("Updated required action successfully");
        return this;
    }

    private static Locator name(Locator row) {
        return row.locator("td").nth(1);
    }

    /** By the gear beside the action. */
    public RequiredActionsPage openSettings() {
        row().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Settings"))
                .click();
        assertThat(page.locator("#mode")).isVisible();
        return this;
    }

    /** @return the mode that the open settings show */
    public Locator mode() {
        return page.locator("#mode");
    }

    public RequiredActionsPage chooseMode(String mode) {
        mode().click();
        page.getByRole(
                        AriaRole.OPTION,
                        new Page.GetByRoleOptions().setName(mode).setExact(true))
                .click();
        return this;
    }

    /** Saves the settings, and waits until the console says that it has. */
    public RequiredActionsPage save() {
        page.getByTestId("save").click();
        awaitAlert("Successfully saved the config");
        return this;
    }

    /** Takes all settings away. */
    public RequiredActionsPage clear() {
        page.getByTestId("clear").click();
        return closed();
    }

    public RequiredActionsPage cancel() {
        page.getByTestId("cancel").click();
        return closed();
    }

    private RequiredActionsPage closed() {
        assertThat(mode()).not().isVisible();
        return this;
    }

    private void toggle(String column) {
        row().locator("label:has(input[id^=" + column + "-])").click();
        awaitAlert("Updated required action successfully");
    }

    private Locator row() {
        return page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(PermissionScopes.DISPLAY_NAME));
    }

    private void awaitAlert(String text) {
        Locator alert = page.locator(".pf-v5-c-alert").filter(new Locator.FilterOptions().setHasText(text));
        assertThat(alert).isVisible();
        // So that the next one is not taken for this one.
        alert.getByRole(AriaRole.BUTTON).first().click();
        assertThat(alert).not().isVisible();
    }
}
