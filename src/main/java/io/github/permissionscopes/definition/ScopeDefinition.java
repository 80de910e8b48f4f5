package io.github.permissionscopes.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scope of an API. What is null is left as it is, and for a new scope it is the default; an empty text is taken
 * away.
 *
 * @param name the scope as applications ask for it (RFC 6749 §3.3 {@code scope-token})
 * @param description what the user reads on the consent page
 * @param roles the permissions that the scope requires; for a new scope the API's client role of the scope's name
 * @param match {@code any}: one, at whichever API; {@code all}: every one of them; default: one at each API of the
 *     scope
 * @param autoGrant whether it is granted to those who may have it, though nobody asked; default false
 * @param minimumAcr the level of authentication that a login must have reached: a whole number, or a name of the
 *     realm's mapping; empty for none
 * @param clients client IDs of the applications that may ask for it, where they are others than the API's
 * @param realmOptional whether it is an optional client scope of every client made from now on, where that is another
 *     answer than the API's
 * @param includeInTokenScope whether tokens name it; default true, also where it is off
 * @param displayOnConsentScreen whether the consent page names it; default true, also where it is off
 * @param renamedFrom the name it had; role assignments stay. Nothing happens where there is no such scope any more
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

    public ScopeDefinition {
        roles = Lists.copyOrNull(roles);
        clients = Lists.copyOrNull(clients);
    }

    /** One that is realm-optional as the API's scopes are, and that tokens and the consent page name. */
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

    /** @return the same, with another answer to where it is shown; null for the default */
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
