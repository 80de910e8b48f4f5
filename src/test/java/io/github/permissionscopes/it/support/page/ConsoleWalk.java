package io.github.permissionscopes.it.support.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** Clicks on the admin console's own pages, by the words that people read there. */
public final class ConsoleWalk {

    private final Page page;
    private final String console;

    /** @param page empty: of a browser that nobody is logged in with */
    public ConsoleWalk(Page page, String server, String realm) {
        this.page = page;
        this.console = server + "/admin/master/console/#/" + realm;
    }

    public ConsoleWalk logIn(String username, String password) {
        page.navigate(console);
        page.fill("input[name=username]", username);
        page.fill("input[name=password]", password);
        page.click("[type=submit]");
        return menu("Clients");
    }

    /** An item of the menu, loaded anew. */
    public ConsoleWalk menu(String item) {
        link(item);
        assertThat(page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName(item).setExact(true).setLevel(1)))
                .isVisible();
        return this;
    }

    public ConsoleWalk tab(String name) {
        page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
        return this;
    }

    public ConsoleWalk link(String name) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true))
                .first()
                .click();
        return this;
    }

    /** A button, or a link that looks like one. */
    public ConsoleWalk press(String name) {
        button(name).first().click();
        return this;
    }

    public ConsoleWalk choose(String name) {
        page.getByRole(
                        AriaRole.MENUITEM,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
        return this;
    }

    public ConsoleWalk fill(String field, String value) {
        page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName(field))
                .first()
                .fill(value);
        return this;
    }

    /** A switch, or a box to tick. */
    public ConsoleWalk set(String name, boolean on) {
        page.getByLabel(name).first().setChecked(on, new Locator.SetCheckedOptions().setForce(true));
        return this;
    }

    /** In the open dialog. */
    public ConsoleWalk search(String text) {
        Locator field = page.locator("[role=dialog]").getByPlaceholder("Search");
        field.fill(text);
        field.press("Enter");
        return this;
    }

    /** The row of the open dialog that has these texts. */
    public ConsoleWalk tick(String... texts) {
        Locator row = page.locator("[role=dialog] tbody tr");
        for (String text : texts) {
            row = row.filter(new Locator.FilterOptions().setHasText(text));
        }
        row.first().locator("input[type=checkbox]").check();
        return this;
    }

    /** Waits until no dialog is open. */
    public ConsoleWalk closed() {
        assertThat(page.locator("[role=dialog]")).not().isVisible();
        return this;
    }

    /** Waits for the page of this object. */
    public ConsoleWalk on(String name) {
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name))
                        .first())
                .isVisible();
        return this;
    }

    /** Waits until the console says so. */
    public ConsoleWalk told(String text) {
        assertThat(page.getByText(text).first()).isVisible();
        return this;
    }

    private Locator button(String name) {
        return page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .or(page.getByRole(
                        AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true)));
    }
}
