package io.github.permissionscopes.config;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The identifiers that realm files, administrators and other tools rely on. */
public final class PermissionScopes {

    /** Provider id and alias of the required action: the realm's switch. */
    public static final String REQUIRED_ACTION_ID = "permission-scopes";

    public static final String DISPLAY_NAME = "Permission Scopes";

    public static final String AUTHENTICATOR_ID = "permission-scopes-authenticator";
    public static final String CONDITION_ID = "permission-scopes-condition";
    public static final String MAPPER_ID = "permission-scopes-mapper";
    public static final String GUARD_ID = "permission-scopes-guard";
    public static final String EXTERNAL_EXCHANGE_ID = "permission-scopes-external-exchange";
    public static final String EVENT_LISTENER_ID = "permission-scopes";
    public static final String REST_RESOURCE_ID = "permission-scopes";

    /** Of the admin console's page; its title is the message of this name. */
    public static final String PAGE_ID = "permission-scopes-apis";

    /** Client scope attribute: {@code true} makes the scope protected even when no role is mapped to it. */
    public static final String PROTECTED = "permissionScopes.protected";

    /**
     * Client scope attribute: {@code true} where {@code permissionScopes.protected} was not written by an administrator
     * but by us, since a role is mapped to the scope. So that a lost mapping opens nothing; it makes no default scope
     * subject to the rule. Who means {@code permissionScopes.protected} for a default scope sets this one to {@code
     * false}.
     */
    public static final String MARKED = "permissionScopes.marked";

    /**
     * Client scope attribute: how many of the mapped roles are required. Without it, one of each API that the scope
     * belongs to; {@code any}: one, of whichever API; {@code all}: every one of them.
     */
    public static final String MATCH = "permissionScopes.match";

    /**
     * Client scope attribute, where all of the mapped roles are required: names of those that were deleted. As long as
     * it is there nobody gets the scope. Mapping a role removes it.
     */
    public static final String LOST_ROLES = "permissionScopes.lostRoles";

    /**
     * Client scope attribute: client ID of the API that the scope belongs to, where no client role is mapped. Where
     * client roles are, it belongs to their clients, and the attribute chooses which of several describes it.
     */
    public static final String API = "permissionScopes.api";

    /** Client scope attribute: {@code true} adds the scope for those who may have it, though nobody asked. */
    public static final String AUTO_GRANT = "permissionScopes.autoGrant";

    /**
     * Client scope attribute: the level of authentication that a login must have reached: a whole number, or a name
     * from the realm's ACR to LoA mapping. Where it cannot be read, nobody gets the scope.
     */
    public static final String MINIMUM_ACR = "permissionScopes.minimumAcr";

    /**
     * Client attribute: {@code strip}, {@code reject} or {@code reject_if_none_left}, on an API's client; counts where
     * it is stricter than the realm's setting.
     */
    public static final String REFUSAL = "permissionScopes.refusal";

    /**
     * Client attribute: {@code true} on a client that was made by the definition of an API, and goes with it. Client
     * scopes, roles and groups that were made by a definition have the attribute, too. What does not have it is never
     * deleted.
     */
    public static final String DEFINED = "permissionScopes.defined";

    /**
     * Client scope attribute: ids of roles of other clients that the definition of the scope's API has added to what it
     * requires, so that it can take them out again. Written by definitions only.
     */
    public static final String FOREIGN_ROLES = "permissionScopes.foreignRoles";

    /**
     * Client attribute: the name that a definition has given the client. While it is still that, it goes with the API.
     */
    public static final String DEFINED_NAME = "permissionScopes.definedName";

    /** Client attribute: as {@code permissionScopes.definedName}, of {@code resource_url}. */
    public static final String DEFINED_IDENTIFIER = "permissionScopes.definedIdentifier";

    /** Client attribute: as {@code permissionScopes.definedName}, of {@code permissionScopes.refusal}. */
    public static final String DEFINED_REFUSAL = "permissionScopes.definedRefusal";

    /** Client attribute, Keycloak's own ({@code ResourceIndicatorConstants}, 26.7): the URI that names the API. */
    public static final String RESOURCE_URL = "resource_url";

    /** Of the attributes above. */
    public static final String PREFIX = "permissionScopes.";

    private static final Pattern MEANT = Pattern.compile("permissions?[-_ ]?scopes?[-_.:]", Pattern.CASE_INSENSITIVE);

    /** What an administrator may write at a client scope. */
    public static final List<String> SCOPE_ATTRIBUTES = List.of(API, AUTO_GRANT, MATCH, MINIMUM_ACR, PROTECTED);

    /** What the product writes itself. */
    public static final Set<String> OWN_ATTRIBUTES =
            Set.of(MARKED, LOST_ROLES, DEFINED, FOREIGN_ROLES, DEFINED_NAME, DEFINED_IDENTIFIER, DEFINED_REFUSAL);

    private PermissionScopes() {}

    /** @return whether it is meant for this product, if perhaps not written as its attributes are */
    public static boolean isAttribute(String key) {
        return MEANT.matcher(key).lookingAt();
    }
}
