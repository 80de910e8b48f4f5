package io.github.permissionscopes.definition;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What can be said of a definition without looking at the realm. */
public final class DefinitionCheck {

    public static final int MOST_SCOPES = 1_000;

    public static final int MOST_APIS = 1_000;
    public static final int MOST_SCOPES_OF_ALL = 50_000;
    public static final int MOST_ROLES = 10_000;
    public static final int MOST_GROUPS = 5_000;

    /** Keycloak's columns for the names of roles and client scopes. */
    public static final int LONGEST_NAME = 255;

    public static final int LONGEST_DESCRIPTION = 500;
    public static final int LONGEST_IDENTIFIER = 2_000;

    /** Of a group. */
    public static final int LONGEST_PATH = 4_000;

    /** Of a path: each is a group. */
    public static final int MOST_LEVELS = 50;

    /** Of other clients, that one scope requires: their ids are kept in one attribute of the client scope. */
    public static final int MOST_FOREIGN_ROLES = 50;

    public static final String ANY = "any";
    public static final String ALL = "all";
    public static final List<String> REFUSALS = List.of("strip", "reject", "reject_if_none_left");

    private DefinitionCheck() {}

    /** @throws InvalidDefinitionException with everything that is wrong */
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

    /** What it costs to plan a bundle grows with these, and a plan may be asked for by who may change nothing. */
    // Without short circuit: all errors are told at once.
    @SuppressWarnings("ShortCircuitBoolean")
    private static boolean isTooLarge(Fields root, Bundle bundle) {
        int scopes = bundle.apis().stream()
                .mapToInt(api ->
                        api == null || api.scopes() == null ? 0 : api.scopes().size())
                .sum();
        return most(root.at("apis"), "APIs", bundle.apis().size(), MOST_APIS)
                | most(root.at("apis"), "scopes", scopes, MOST_SCOPES_OF_ALL)
                | most(root.at("roles"), "roles", bundle.roles().size(), MOST_ROLES)
                | most(root.at("groups"), "groups", bundle.groups().size(), MOST_GROUPS);
    }

    private static boolean most(Fields at, String what, int are, int most) {
        if (are > most) {
            at.error("A bundle has at most " + most + " " + what + "; these are " + are + ". Divide it.");
        }
        return are > most;
    }

    /** As above, of one API. */
    public static void check(ApiDefinition api) {
        Fields root = Fields.root();
        if (api.delete() != null) {
            root.at("delete").error("Only a bundle has this field. Send DELETE to delete the API.");
        }
        ApiCheck.api(root, api);
        root.throwIfAny();
    }
}
