package io.github.permissionscopes.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The definition of one scope of an API. A field that is null leaves the realm's value as it is, or is the default for
 * a new scope; an empty text removes the value.
 *
 * @param name the scope as applications request it (RFC 6749 §3.3 {@code scope-token})
 * @param description what the user reads on the consent page
 * @param roles the roles (permissions) that the scope requires; by default, for a new scope, the API's client role of
 *     the same name
 * @param match {@code any}: one of the roles suffices, at any API; {@code all}: every role is needed; default: one role
 *     at each API of the scope
 * @param autoGrant whether the scope is added to a request that does not ask for it, if the user holds the permission;
 *     default false
 * @param minimumAcr the level of authentication (ACR) that the login must have reached: a whole number, or a name of
 *     the realm's ACR-to-LoA mapping; empty for none
 * @param clients client IDs of the applications that may request the scope, if they differ from the API's {@code
 *     clients}
 * @param realmOptional whether the scope becomes an optional client scope of every client that is created from now on,
 *     if that differs from the API's {@code realmOptional}
 * @param includeInTokenScope whether the {@code scope} claim of tokens names the scope; null sets the default, true,
 *     even where it was turned off
 * @param displayOnConsentScreen whether the consent page shows the scope; null sets the default, true, even where it
 *     was turned off
 * @param renamedFrom the former name of the scope; role assignments stay. It has no effect if the realm has no such
 *     scope (any more)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScopeDefinition(
        String name,
        @Nullable String description,
        @Nullable List<RoleReference> roles,
        @Nullable String match,
        @Nullable Boolean autoGrant,
        @Nullable String minimumAcr,
        @Nullable List<String> clients,
        @Nullable Boolean realmOptional,
        @Nullable Boolean includeInTokenScope,
        @Nullable Boolean displayOnConsentScreen,
        @Nullable String renamedFrom) {

    /** Value of {@code match}: one of the required roles suffices. */
    public static final String ANY = "any";

    /** Value of {@code match}: every required role is needed. */
    public static final String ALL = "all";

    public ScopeDefinition {
        roles = Lists.copyOrNull(roles);
        clients = Lists.copyOrNull(clients);
    }

    /** Creates a scope that takes {@code realmOptional} from its API and appears in tokens and on the consent page. */
    public ScopeDefinition(
            String name,
            @Nullable String description,
            @Nullable List<RoleReference> roles,
            @Nullable String match,
            @Nullable Boolean autoGrant,
            @Nullable String minimumAcr,
            @Nullable List<String> clients,
            @Nullable String renamedFrom) {
        this(name, description, roles, match, autoGrant, minimumAcr, clients, null, null, null, renamedFrom);
    }

    /** @return a copy with other values of the two fields; null for the default */
    public ScopeDefinition shown(@Nullable Boolean includeInTokenScope, @Nullable Boolean displayOnConsentScreen) {
        return new ScopeDefinition(
                name,
                description,
                roles,
                match,
                autoGrant,
                minimumAcr,
                clients,
                realmOptional,
                includeInTokenScope,
                displayOnConsentScreen,
                renamedFrom);
    }

    public static ScopeDefinition of(String name, @Nullable String description) {
        return new ScopeDefinition(name, description, null, null, null, null, null, null);
    }
}
