package io.github.permissionscopes.it.support.page;

import java.util.List;

/** What {@code README.md} has an administrator click, in an empty realm with one user. */
public final class ReadmeClicks {

    private ReadmeClicks() {}

    /** The numbers are the README's. */
    public static void follow(ConsoleWalk console) {
        // 1
        console.menu("Clients")
                .press("Create client")
                .fill("Client ID", "contacts-app")
                .press("Next")
                .set("Direct access grants", true)
                .press("Next")
                .fill("Valid redirect URIs", "http://localhost:9999/callback")
                .press("Save")
                .told("Client created successfully")
                .on("contacts-app");
        // 2
        console.menu("Clients")
                .press("Create client")
                .fill("Client ID", "contacts-api")
                .press("Next")
                .set("Standard flow", false)
                .press("Next")
                .press("Save")
                .told("Client created successfully")
                .on("contacts-api");
        // 3
        for (String permission : List.of("read:contacts", "delete:contacts")) {
            console.menu("Clients")
                    .link("contacts-api")
                    .tab("Roles")
                    .press("Create role")
                    .fill("Role name", permission)
                    .press("Save")
                    .told("Role created")
                    .on(permission);
        }
        // 4 and 5
        for (String scope : List.of("read:contacts", "delete:contacts")) {
            console.menu("Client scopes")
                    .press("Create client scope")
                    .fill("Name", scope)
                    .set("Include in token scope", true)
                    .press("Save")
                    .told("Client scope created")
                    .on(scope)
                    .tab("Scope")
                    .press("Assign role")
                    .choose("Client roles")
                    .search(scope)
                    .tick("contacts-api", scope)
                    .press("Assign")
                    .told("Role mapping updated");
        }
        // 6
        console.menu("Clients")
                .link("contacts-app")
                .tab("Client scopes")
                .press("Add client scope")
                .tick("read:contacts")
                .tick("delete:contacts")
                .press("Add")
                .choose("Optional")
                .closed()
                .told("delete:contacts");
        // 7
        console.menu("Users")
                .link("anna")
                .tab("Role mapping")
                .press("Assign role")
                .choose("Client roles")
                .search("read:contacts")
                .tick("contacts-api", "read:contacts")
                .press("Assign")
                .told("User role mapping successfully updated");
    }
}
