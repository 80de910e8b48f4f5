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

    /** Provider id of the admin console's page; the message with this key is its title. */
    public static final String PAGE_ID = "permission-scopes-apis";

    /** Client scope attribute: {@code true} makes the scope protected even when no role is mapped to it. */
    public static final String PROTECTED = "permissionScopes.protected";

    /**
     * Client scope attribute: {@code true} if the product, not an administrator, set {@code permissionScopes.protected}
     * because a role is mapped to the scope. The scope thus stays closed if the mapping is lost; the mark alone does
     * not apply the rule to a default scope. To apply it to a default scope by {@code permissionScopes.protected}, set
     * this attribute to {@code false}.
     */
    public static final String MARKED = "permissionScopes.marked";

    /**
     * Client scope attribute: how many of the mapped roles are required. Without it, one of each API that the scope
     * belongs to; {@code any}: one, of any API; {@code all}: every one of them.
     */
    public static final String MATCH = "permissionScopes.match";

    /**
     * Client scope attribute, if all of the mapped roles are required: the names of those that were deleted. While it
     * is present nobody gets the scope. Mapping a role removes it.
     */
    public static final String LOST_ROLES = "permissionScopes.lostRoles";

    /**
     * Client scope attribute: client ID of the API that the scope belongs to, if no client role is mapped. If client
     * roles are mapped, the scope belongs to their clients, and the attribute chooses which of several describes it.
     */
    public static final String API = "permissionScopes.api";

    /** Client scope attribute: {@code true} adds the scope for users who may have it, even if not requested. */
    public static final String AUTO_GRANT = "permissionScopes.autoGrant";

    /**
     * Client scope attribute: the level of authentication that a login must have reached: a whole number, or a name
     * from the realm's ACR to LoA mapping. If it cannot be read, nobody gets the scope.
     */
    public static final String MINIMUM_ACR = "permissionScopes.minimumAcr";

    /**
     * Client attribute: {@code strip}, {@code reject} or {@code reject_if_none_left}, on an API's client; applies if it
     * is stricter than the realm's setting.
     */
    public static final String REFUSAL = "permissionScopes.refusal";

    /**
     * Client attribute: {@code true} on a client that the definition of an API created, and that is deleted with the
     * API. Client scopes, roles and groups that a definition created have the attribute, too. An object without it is
     * never deleted.
     */
    public static final String DEFINED = "permissionScopes.defined";

    /**
     * Client scope attribute: ids of roles of other clients that the definition of the scope's API added to the
     * required ones, so that it can remove them again. Only definitions set it.
     */
    public static final String FOREIGN_ROLES = "permissionScopes.foreignRoles";

    /**
     * Client attribute: the name that a definition gave the client. While the client still has it, the name is removed
     * with the API.
     */
    public static final String DEFINED_NAME = "permissionScopes.definedName";

    /** Client attribute: like {@code permissionScopes.definedName}, for {@code resource_url}. */
    public static final String DEFINED_IDENTIFIER = "permissionScopes.definedIdentifier";

    /** Client attribute: like {@code permissionScopes.definedName}, for {@code permissionScopes.refusal}. */
    public static final String DEFINED_REFUSAL = "permissionScopes.definedRefusal";

    /** Client attribute, Keycloak's own ({@code ResourceIndicatorConstants}, 26.7): the URI that names the API. */
    public static final String RESOURCE_URL = "resource_url";

    /** Prefix of the attributes above. */
    public static final String PREFIX = "permissionScopes.";

    private static final Pattern MEANT = Pattern.compile("permissions?[-_ ]?scopes?[-_.:]", Pattern.CASE_INSENSITIVE);

    /** Attributes that an administrator may set at a client scope. */
    public static final List<String> SCOPE_ATTRIBUTES = List.of(API, AUTO_GRANT, MATCH, MINIMUM_ACR, PROTECTED);

    /** Attributes that only the product sets. */
    public static final Set<String> OWN_ATTRIBUTES =
            Set.of(MARKED, LOST_ROLES, DEFINED, FOREIGN_ROLES, DEFINED_NAME, DEFINED_IDENTIFIER, DEFINED_REFUSAL);

    private PermissionScopes() {}

    /** @return whether the key is meant for this product, even if it is misspelled */
    public static boolean isAttribute(String key) {
        return MEANT.matcher(key).lookingAt();
    }
}
