package io.github.permissionscopes.definition;

import java.util.HashSet;
import java.util.Set;

/**
 * Validates definitions as far as that is possible without looking at the realm: required values, formats, limits and
 * duplicates.
 */
public final class DefinitionCheck {

    private DefinitionCheck() {}

    /** @throws InvalidDefinitionException with every error that was found */
    public static void check(Bundle bundle) {
        Fields root = Fields.root();
        if (isTooLarge(root, bundle)) {
            root.throwIfAny();
        }
        Set<String> clientIds = new HashSet<>();
        Set<String> identifiers = new HashSet<>();
        root.at("apis").each(bundle.apis(), (at, api) -> {
            ApiCheck.api(at, api);
            TextCheck.unique(at.at("clientId"), api.clientId(), clientIds);
            if (api.identifier() != null && !api.identifier().isEmpty()) {
                TextCheck.unique(at.at("identifier"), api.identifier(), identifiers);
            }
        });
        Set<String> roles = new HashSet<>();
        root.at("roles").each(bundle.roles(), (at, role) -> {
            RoleCheck.role(at, role);
            TextCheck.unique(at.at("name"), role.name(), roles);
        });
        RenameCheck.renames(root.at("roles"), bundle.roles(), RoleDefinition::name, RoleDefinition::renamedFrom);
        Set<String> paths = new HashSet<>();
        root.at("groups").each(bundle.groups(), (at, group) -> {
            RoleCheck.group(at, group);
            TextCheck.unique(at.at("path"), group.path(), paths);
        });
        root.throwIfAny();
    }

    /**
     * The cost of planning a bundle grows with these numbers, and administrators who may not change anything can
     * request a plan.
     */
    // No short circuit: every limit that is exceeded is reported.
    @SuppressWarnings("ShortCircuitBoolean")
    private static boolean isTooLarge(Fields root, Bundle bundle) {
        int scopes = bundle.apis().stream()
                .mapToInt(api ->
                        api == null || api.scopes() == null ? 0 : api.scopes().size())
                .sum();
        return most(root.at("apis"), "APIs", bundle.apis().size(), DefinitionLimits.MOST_APIS)
                | most(root.at("apis"), "scopes", scopes, DefinitionLimits.MOST_SCOPES_OF_ALL)
                | most(root.at("roles"), "roles", bundle.roles().size(), DefinitionLimits.MOST_ROLES)
                | most(root.at("groups"), "groups", bundle.groups().size(), DefinitionLimits.MOST_GROUPS);
    }

    private static boolean most(Fields at, String what, int are, int most) {
        if (are > most) {
            at.error("A bundle has at most " + most + " " + what + "; these are " + are + ". Divide it.");
        }
        return are > most;
    }

    /**
     * Checks the definition of a single API.
     *
     * @throws InvalidDefinitionException with every error that was found
     */
    public static void check(ApiDefinition api) {
        Fields root = Fields.root();
        if (api.delete() != null) {
            root.at("delete").error("Only a bundle has this field. Send DELETE to delete the API.");
        }
        ApiCheck.api(root, api);
        root.throwIfAny();
    }
}
