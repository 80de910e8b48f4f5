package io.github.permissionscopes.apply;

import io.github.permissionscopes.apply.Change.Kind;
import io.github.permissionscopes.definition.InvalidDefinitionException;
import io.github.permissionscopes.definition.RoleDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/** Writes realm roles and the permissions in them. */
final class RoleWriter {

    private static final String PERMISSIONS = "permissions";

    private final KeycloakSession session;
    private final Catalogue catalogue;
    private final Changes changes;
    private final RealmModel realm;
    private final AdministrativeRoles administrative;
    private Set<String> permissionIds;

    RoleWriter(KeycloakSession session, Catalogue catalogue, Changes changes) {
        this.session = session;
        this.catalogue = catalogue;
        this.changes = changes;
        this.realm = catalogue.realm();
        this.administrative = new AdministrativeRoles(realm);
    }

    /** @param at JSON pointer to the definition */
    void write(RoleDefinition definition, String at) {
        rename(definition, at);
        RoleModel role = realm.getRole(definition.name());
        if (role == null) {
            changes.create(Kind.ROLE, definition.name());
            role = realm.addRole(definition.name());
        }
        checkOrdinary(role, at + "/name");
        if (definition.description() != null) {
            RoleModel described = role;
            changes.set(
                    Kind.ROLE,
                    role.getName(),
                    "description",
                    role.getDescription(),
                    definition.description(),
                    description -> described.setDescription(description));
        }
        if (definition.permissions() != null) {
            permissions(role, definition.permissions(), at + "/permissions");
        }
    }

    private void rename(RoleDefinition definition, String at) {
        RoleModel old = definition.renamedFrom() == null ? null : realm.getRole(definition.renamedFrom());
        if (old == null) {
            return;
        }
        checkOrdinary(old, at + "/renamedFrom");
        if (realm.getRole(definition.name()) != null) {
            throw new ConflictException(
                    at + "/renamedFrom",
                    "There are both \"" + old.getName() + "\" and \"" + definition.name()
                            + "\". Delete one of them, or leave this field out.");
        }
        changes.rename(Kind.ROLE, old.getName(), definition.name());
        RoleRename.rename(session, realm, old, definition.name());
    }

    private void permissions(RoleModel role, Map<String, List<String>> byApi, String at) {
        Map<String, RoleModel> wanted = new LinkedHashMap<>();
        byApi.forEach((clientId, names) -> {
            ClientModel api = realm.getClientByClientId(clientId);
            if (api == null) {
                throw ApiWriter.unknownClient(at + "/" + pointerToken(clientId), clientId);
            }
            for (int i = 0; i < names.size(); i++) {
                RoleModel permission = api.getRole(names.get(i));
                String where = at + "/" + pointerToken(clientId) + "/" + i;
                if (permission == null) {
                    throw new InvalidDefinitionException(
                            where, "\"" + clientId + "\" has no permission \"" + names.get(i) + "\".");
                }
                checkOrdinary(permission, where);
                wanted.put(permission.getId(), permission);
            }
        });
        Map<String, RoleModel> parts = new LinkedHashMap<>();
        role.getCompositesStream().forEach(part -> parts.put(part.getId(), part));
        wanted.values().stream()
                .filter(permission -> !parts.containsKey(permission.getId()))
                .forEach(permission -> {
                    changes.add(Kind.ROLE, role.getName(), PERMISSIONS, Permissions.label(permission));
                    changes.concerns(List.of(permission));
                    role.addCompositeRole(permission);
                });
        Set<String> known = permissionIds();
        parts.values().stream()
                .filter(part -> known.contains(part.getId()) && !wanted.containsKey(part.getId()))
                .forEach(permission -> {
                    changes.remove(Kind.ROLE, role.getName(), PERMISSIONS, Permissions.label(permission));
                    changes.concerns(List.of(permission));
                    role.removeCompositeRole(permission);
                });
    }

    /** The APIs of the bundle are written by now. */
    private Set<String> permissionIds() {
        if (permissionIds == null) {
            permissionIds = catalogue.permissionIds();
        }
        return permissionIds;
    }

    private void checkOrdinary(RoleModel role, String at) {
        if (administrative.contains(role)) {
            throw new ConflictException(
                    at,
                    "\"" + role.getName()
                            + "\" is a role for administrators of Keycloak. Manage it in the admin console.");
        }
    }

    /** RFC 6901 §3. */
    static String pointerToken(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
