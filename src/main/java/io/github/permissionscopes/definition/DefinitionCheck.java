package io.github.permissionscopes.definition;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

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

    public static final String ANY = "any";
    public static final String ALL = "all";
    public static final List<String> REFUSALS = List.of("strip", "reject", "reject_if_none_left");

    private static final String RENAMED_FROM = "renamedFrom";

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
            api(at, api);
            TextCheck.unique(at.at("clientId"), api.clientId(), clientIds);
            TextCheck.unique(at.at("identifier"), api.identifier(), identifiers);
        });
        Set<String> roles = new HashSet<>();
        root.at("roles").each(bundle.roles(), (at, role) -> {
            role(at, role);
            TextCheck.unique(at.at("name"), role.name(), roles);
        });
        renames(root.at("roles"), bundle.roles(), RoleDefinition::name, RoleDefinition::renamedFrom);
        Set<String> paths = new HashSet<>();
        root.at("groups").each(bundle.groups(), (at, group) -> {
            group(at, group);
            TextCheck.unique(at.at("path"), group.path(), paths);
        });
        root.throwIfAny();
    }

    /** What it costs to plan a bundle grows with these, and a plan may be asked for by who may change nothing. */
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
        api(root, api);
        root.throwIfAny();
    }

    private static void api(Fields at, ApiDefinition api) {
        TextCheck.name(at.at("clientId"), api.clientId());
        TextCheck.text(at.at("name"), api.name(), LONGEST_NAME);
        TextCheck.identifier(at.at("identifier"), api.identifier());
        oneOf(at.at("refusal"), api.refusal(), REFUSALS);
        TextCheck.names(at.at("clients"), api.clients());
        Fields scopes = at.at("scopes");
        if (api.scopes() == null) {
            return;
        }
        if (api.scopes().size() > MOST_SCOPES) {
            scopes.error("An API has at most " + MOST_SCOPES + " scopes; these are "
                    + api.scopes().size() + ".");
            return;
        }
        Map<String, String> seen = new HashMap<>();
        scopes.each(api.scopes(), (field, scope) -> scope(field, scope, seen));
        renames(scopes, api.scopes(), ScopeDefinition::name, ScopeDefinition::renamedFrom);
    }

    private static <T> void renames(
            Fields at, List<T> elements, Function<T, String> nameOf, Function<T, String> oldNameOf) {
        Set<String> names =
                elements.stream().filter(Objects::nonNull).map(nameOf).collect(Collectors.toSet());
        Set<String> oldNames = new HashSet<>();
        for (int i = 0; i < elements.size(); i++) {
            String oldName = elements.get(i) == null ? null : oldNameOf.apply(elements.get(i));
            Fields field = at.at(i).at(RENAMED_FROM);
            if (oldName != null && names.contains(oldName)) {
                field.error("\"" + oldName + "\" is here too, so it was not renamed.");
            }
            TextCheck.unique(field, oldName, oldNames);
        }
    }

    private static void scope(Fields at, ScopeDefinition scope, Map<String, String> seen) {
        Fields name = at.at("name");
        TextCheck.scopeName(name, scope.name());
        if (scope.name() != null) {
            String same = seen.putIfAbsent(scope.name().toLowerCase(Locale.ROOT), scope.name());
            if (scope.name().equals(same)) {
                name.error("\"" + same + "\" is here twice.");
            } else if (same != null) {
                name.error("\"" + scope.name() + "\" and \"" + same
                        + "\" differ only by case. People would mix them up;" + " choose another name.");
            }
        }
        TextCheck.text(at.at("description"), scope.description(), LONGEST_DESCRIPTION);
        TextCheck.text(at.at("minimumAcr"), scope.minimumAcr(), LONGEST_NAME);
        oneOf(at.at("match"), scope.match(), List.of(ANY, ALL));
        if (scope.roles() != null && scope.roles().isEmpty()) {
            at.at("roles")
                    .error("A scope that requires no role would be nobody's. Leave the field out for the role of"
                            + " the scope's name.");
        }
        at.at("roles").each(scope.roles(), (field, role) -> {
            TextCheck.name(field, role.role());
            if (role.kind() == RoleReference.Kind.CLIENT) {
                TextCheck.name(field.at("client"), role.client());
            }
        });
        TextCheck.names(at.at("clients"), scope.clients());
        if (scope.renamedFrom() != null) {
            TextCheck.scopeName(at.at(RENAMED_FROM), scope.renamedFrom());
        }
    }

    private static void oneOf(Fields at, String value, List<String> allowed) {
        if (value != null && !allowed.contains(value)) {
            at.error("\"" + value + "\" is not one of " + String.join(", ", allowed) + ".");
        }
    }

    private static void role(Fields at, RoleDefinition role) {
        TextCheck.name(at.at("name"), role.name());
        TextCheck.text(at.at("description"), role.description(), LONGEST_NAME);
        if (role.renamedFrom() != null) {
            TextCheck.name(at.at(RENAMED_FROM), role.renamedFrom());
        }
        if (role.permissions() != null) {
            role.permissions().forEach((api, permissions) -> {
                Fields field = at.at("permissions").at(api);
                if (permissions == null) {
                    field.error("A list of permissions is expected here.");
                }
                TextCheck.names(field, permissions);
            });
        }
    }

    private static void group(Fields at, GroupDefinition group) {
        String path = group.path();
        if (path == null || !path.startsWith("/") || path.endsWith("/") || path.contains("//")) {
            at.at("path").error("A path such as /sales/emea is expected here.");
        } else if (path.length() > LONGEST_PATH) {
            at.at("path").error("At most " + LONGEST_PATH + " characters; these are " + path.length() + ".");
        } else if (path.chars().filter(sign -> sign == '/').count() > MOST_LEVELS) {
            at.at("path").error("A path has at most " + MOST_LEVELS + " groups.");
        } else {
            Arrays.stream(path.substring(1).split("/")).forEach(name -> TextCheck.name(at.at("path"), name));
        }
        TextCheck.names(at.at("roles"), group.roles());
    }
}
