package io.github.permissionscopes.it.compatibility;

import java.lang.module.ModuleDescriptor.Version;

/** What a server does with the product: a row of the table. */
public enum Ability {
    CODE("authorization code"),
    REDIRECT("implicit and hybrid flow"),
    PASSWORD("password"),
    CLIENT_CREDENTIALS("client credentials"),
    REFRESH("refresh"),
    DEVICE("device"),
    BACKCHANNEL("backchannel login (CIBA)"),
    LEGACY_EXCHANGE("token exchange, legacy"),
    STANDARD_EXCHANGE("token exchange, standard", "26.2"),
    EXTERNAL_EXCHANGE("token exchange, of another issuer's token"),
    JWT_GRANT("JWT authorization grant", "26.5"),
    UMA("UMA ticket"),
    PRE_AUTHORIZED_CODE("pre-authorized code"),
    ONE_API("token for one API (`resource`)"),
    INTROSPECTION("introspection"),
    USERINFO("userinfo"),
    CONSENT("consent page, with the theme"),
    NOTICE("notice page"),
    REFUSAL("refusal page"),
    STEP_UP("second factor for a scope"),
    FLOW("authenticator in a flow"),
    MAPPER("mapper"),
    SETTINGS("settings in the console"),
    CONSOLE_PAGE("console page *API scopes*"),
    REST_APIS("REST: `apis`"),
    REST_HOLDERS("REST: `permissions/…/holders`"),
    REST_BUNDLE("REST: `bundle`, `plan`, `apply`"),
    REST_IMPORT("REST: `import`"),
    REST_EXPLAIN("REST: `explain`"),
    REST_STATUS("REST: `status`, `report`"),
    LIFECYCLE("renamed and deleted objects"),
    METRICS("metrics"),
    LINKS("every class and member that the JAR uses");

    private final String title;
    private final String since;

    Ability(String title) {
        this(title, "26.0");
    }

    /** @param since the first version of Keycloak that has it at all */
    Ability(String title, String since) {
        this.title = title;
        this.since = since;
    }

    public String title() {
        return title;
    }

    /** @return whether Keycloak of this version has it; where it has not, its test asserts that it is unknown */
    public boolean isThereIn(String version) {
        return Version.parse(version).compareTo(Version.parse(since)) >= 0;
    }
}
