package io.github.permissionscopes.definition;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Validates one {@link ApiDefinition} with its scopes, without looking at the realm. Errors are collected in {@link
 * Fields}.
 */
final class ApiCheck {

    private ApiCheck() {}

    static void api(Fields at, ApiDefinition api) {
        TextCheck.name(at.at("clientId"), api.clientId());
        if (api.isDeleted() && hasMore(api)) {
            at.at("delete").error("Of an API that is to be deleted there are clientId and delete, and no other field.");
        }
        TextCheck.text(at.at("name"), api.name(), DefinitionLimits.LONGEST_NAME);
        TextCheck.identifier(at.at("identifier"), api.identifier());
        oneOf(at.at("refusal"), api.refusal(), ApiDefinition.REFUSALS);
        TextCheck.names(at.at("clients"), api.clients());
        scopes(at.at("scopes"), api.scopes());
    }

    private static boolean hasMore(ApiDefinition api) {
        return Stream.of(api.name(), api.identifier(), api.refusal(), api.realmOptional(), api.clients(), api.scopes())
                .anyMatch(field -> field != null);
    }

    private static void scopes(Fields at, @Nullable List<ScopeDefinition> scopes) {
        if (scopes == null) {
            return;
        }
        if (scopes.size() > DefinitionLimits.MOST_SCOPES) {
            at.error(
                    "An API has at most " + DefinitionLimits.MOST_SCOPES + " scopes; these are " + scopes.size() + ".");
            return;
        }
        Map<String, String> seen = new HashMap<>();
        at.each(scopes, (field, scope) -> {
            name(field.at("name"), scope.name(), seen);
            scope(field, scope);
        });
        RenameCheck.renames(at, scopes, ScopeDefinition::name, ScopeDefinition::renamedFrom);
    }

    private static void name(Fields at, @Nullable String name, Map<String, String> seen) {
        TextCheck.scopeName(at, name);
        if (name == null) {
            return;
        }
        String same = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
        if (name.equals(same)) {
            at.error("\"" + same + "\" is here twice.");
        } else if (same != null) {
            at.error("\"" + name + "\" and \"" + same
                    + "\" differ only by case. People would mix them up; choose another name.");
        }
    }

    private static void scope(Fields at, ScopeDefinition scope) {
        TextCheck.text(at.at("description"), scope.description(), DefinitionLimits.LONGEST_DESCRIPTION);
        TextCheck.text(at.at("minimumAcr"), scope.minimumAcr(), DefinitionLimits.LONGEST_NAME);
        oneOf(at.at("match"), scope.match(), List.of(ScopeDefinition.ANY, ScopeDefinition.ALL));
        roles(at.at("roles"), scope.roles());
        TextCheck.names(at.at("clients"), scope.clients());
        if (scope.renamedFrom() != null) {
            TextCheck.scopeName(at.at(RenameCheck.RENAMED_FROM), scope.renamedFrom());
        }
    }

    private static void roles(Fields at, @Nullable List<RoleReference> roles) {
        if (roles == null) {
            return;
        }
        if (roles.isEmpty()) {
            at.error("A scope that requires no role would be nobody's. Leave the field out for the role of the scope's"
                    + " name.");
        }
        long foreign = roles.stream()
                .filter(role -> role != null && role.kind() == RoleReference.Kind.CLIENT)
                .count();
        if (foreign > DefinitionLimits.MOST_FOREIGN_ROLES) {
            at.error("A scope requires at most " + DefinitionLimits.MOST_FOREIGN_ROLES
                    + " roles of other clients; these are " + foreign + ".");
        }
        Set<RoleReference> seen = new HashSet<>();
        at.each(roles, (field, role) -> {
            TextCheck.name(role.kind() == RoleReference.Kind.OWN ? field : field.at("role"), role.role());
            if (role.kind() == RoleReference.Kind.CLIENT) {
                TextCheck.name(field.at("client"), role.client());
            }
            if (!seen.add(role)) {
                field.error("\"" + role.role() + "\" is here twice.");
            }
        });
    }

    /** The empty text is valid: it removes the value. */
    private static void oneOf(Fields at, @Nullable String value, List<String> allowed) {
        if (value != null && !value.isEmpty() && !allowed.contains(value)) {
            at.error("\"" + value + "\" is not one of " + String.join(", ", allowed) + ".");
        }
    }
}
