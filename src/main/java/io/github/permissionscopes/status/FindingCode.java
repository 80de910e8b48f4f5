package io.github.permissionscopes.status;

/** The kinds of findings. The codes are stable. */
enum FindingCode {
    /** Another extension has replaced a part of the product, so the server bypasses it. */
    REPLACED_SEAM(
            "replaced_seam",
            Severity.ERROR,
            "Remove the other extension, or make it delegate to what it replaces. Until then the guard stops the"
                    + " tokens that this part would have narrowed."),
    /** The switch is registered more than once: a value written to one entry may be read from another. */
    DUPLICATE_SWITCH(
            "duplicate_switch",
            Severity.ERROR,
            "Restart one node: at start-up it keeps the entry that is enabled and configured, and deletes the"
                    + " others."),
    /**
     * A scope that the rule applies to is a default scope of a client, or of new clients. Keycloak adds it to every
     * request, so logins of users who may not have it are stopped.
     */
    PROTECTED_DEFAULT_SCOPE(
            "protected_default_scope",
            Severity.ERROR,
            "Make it an optional scope. With the attribute permissionScopes.autoGrant=true it is still added without"
                    + " being requested, but only for users who may have it. Or remove all attributes"
                    + " permissionScopes.* from it, which leaves it to Keycloak."),
    /** A step of the product is where Keycloak ignores the steps that log users in. */
    STEP_BESIDE_ALTERNATIVES(
            "step_beside_alternatives",
            Severity.ERROR,
            "Put the alternatives into a sub-flow of their own that is Required, and the step after it"
                    + " (docs/authenticator.md has the table)."),
    /** A step of the product that needs a user comes before those that identify one. */
    STEP_BEFORE_LOGIN(
            "step_before_login",
            Severity.ERROR,
            "Move it below the steps that log the user in (Authentication > Flows; docs/authenticator.md has the table)."),
    /** A protected scope has no role any more, so it is refused to everybody. */
    NO_PERMISSION(
            "no_permission",
            Severity.WARNING,
            "Map a role to the client scope, or delete the scope if it is not needed any more."),
    /** A scope is no longer protected, so everybody gets it. */
    OPENED_SCOPE(
            "opened_scope",
            Severity.WARNING,
            "Map a role to the client scope, or set its attribute permissionScopes.protected=true. If everybody is meant to"
                    + " have it, set permissionScopes.protected=false."),
    /** The level of authentication that a scope requires is invalid, so nobody reaches it. */
    UNREADABLE_MINIMUM_ACR(
            "unreadable_minimum_acr",
            Severity.WARNING,
            "Set the attribute permissionScopes.minimumAcr to a whole number, or to a name of the realm's ACR to LoA mapping"
                    + " (Realm settings > General > ACR to LoA Mapping)."),
    /** Tokens do not name a protected scope even if it is granted. */
    NOT_IN_TOKEN(
            "not_in_token",
            Severity.WARNING,
            "Turn on Include in token scope (Client scopes > Settings). For a scope that a definition has created,"
                    + " apply one without includeInTokenScope=false, which an exported bundle contains while the"
                    + " setting is off."),
    /** A config that Keycloak stores without validation contains an invalid value. */
    UNREADABLE_CONFIG(
            "unreadable_config", Severity.WARNING, "Set it to a value that the message allows, or remove it."),
    /** A scope names its API by a client ID that no client has. */
    UNKNOWN_API(
            "unknown_api",
            Severity.WARNING,
            "Set the attribute permissionScopes.api to the present client ID of the API, or remove it."),
    /** An API to be only reported on is named by a client ID that no client has, or by one that is not an API. */
    UNKNOWN_REPORT_ONLY_API(
            "unknown_report_only_api",
            Severity.WARNING,
            "Change the entry in reportOnlyApis to the present client ID of the API, or remove it (Authentication >"
                    + " Required actions > Permission Scopes)."),
    /** A condition of a login flow names a scope that does not exist. */
    UNKNOWN_CONDITION_SCOPE(
            "unknown_condition_scope",
            Severity.WARNING,
            "Change the entry in the condition's config to the present name of the scope, or remove it"
                    + " (Authentication > Flows)."),
    /** A step of the product is disabled in a flow that is in use. */
    STEP_DISABLED(
            "step_disabled",
            Severity.WARNING,
            "Set the step to Required (Authentication > Flows): Keycloak adds every step as Disabled. Or delete it."),
    /** A step of the product is where Keycloak does not run it. */
    STEP_NOT_ASKED(
            "step_not_asked",
            Severity.WARNING,
            "Put the authenticator, or the sub-flow of a condition, after the sub-flow that logs the user in; set the"
                    + " authenticator to Required, and the sub-flow of a condition to Conditional (Authentication > Flows)."),
    /**
     * A scope requires a role that is itself composite. Its parts do not count for the rule, but they do in Keycloak's
     * own check.
     */
    COMPOSITE_PERMISSION(
            "composite_permission",
            Severity.WARNING,
            "Map a role that is not composite to the scope, and add it to the composite role."),
    /** Nobody can get the scope: no client has it, or nobody holds the permission. */
    UNOBTAINABLE_SCOPE(
            "unobtainable_scope",
            Severity.WARNING,
            "Add the scope to a client as an optional scope, and give its permission to a user, a group or a role."),
    /** A client with full scope allowed gets all roles of the user into its tokens, whatever scopes it requests. */
    FULL_SCOPE_ALLOWED(
            "full_scope_allowed",
            Severity.WARNING,
            "Turn off Full scope allowed (Clients > Client scopes > dedicated scope > Scope)."),
    /** Two names that differ only in case, or one name for two things. */
    NAME_CLASH("name_clash", Severity.WARNING, "Rename one of them."),
    /** A default scope has roles, and no attribute applies the rule to it. */
    DEFAULT_SCOPE_NOT_JUDGED(
            "default_scope_not_judged",
            Severity.INFO,
            "Nothing, if the roles only serve to limit the roles in tokens. To apply the rule, make it an optional"
                    + " scope, with the attribute permissionScopes.autoGrant=true if it is to be added without being"
                    + " requested."),
    /** A condition of a login flow has no config. */
    CONDITION_NOT_CONFIGURED(
            "condition_not_configured",
            Severity.INFO,
            "Nothing, if this is intended. Otherwise open the gear beside the step (Authentication > Flows)."),
    /** The realm's switch is off: nothing is enforced. */
    SWITCH_OFF(
            "switch_off",
            Severity.INFO,
            "Enable the required action Permission Scopes (Authentication > Required actions).");

    private final String code;
    private final Severity severity;
    private final String remedy;

    FindingCode(String code, Severity severity, String remedy) {
        this.code = code;
        this.severity = severity;
        this.remedy = remedy;
    }

    String code() {
        return code;
    }

    Severity severity() {
        return severity;
    }

    String remedy() {
        return remedy;
    }
}
