package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.definition.RoleDefinition;
import io.github.permissionscopes.provisioning.Change.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes role definitions into the draft: realm roles and the permissions that they contain. */
final class RoleWriter {

    private static final String PERMISSIONS = "permissions";

    private final Draft draft;
    private final DraftRoles roles;
    private final Changes changes;
    private final Problems problems;
    private final AdministrativeRoles administrative;

    RoleWriter(Run run) {
        this.draft = run.draft();
        this.roles = draft.roles();
        this.changes = run.changes();
        this.problems = run.problems();
        this.administrative = new AdministrativeRoles(draft);
    }

    /**
     * First step: renames or creates the role, without its permissions. Other definitions may refer to it.
     *
     * @param at JSON pointer to the definition
     */
    void prepare(RoleDefinition definition, String at) {
        rename(definition, at);
        DraftRole role = roles.ofRealm(definition.name()).orElseGet(() -> create(definition));
        checkOrdinary(role, at + "/name");
        if (definition.description() != null) {
            changes.set(
                    Kind.ROLE,
                    role.name(),
                    "description",
                    orNull(role.description()),
                    orNull(definition.description()),
                    role::setDescription);
        }
    }

    /** Second step, after {@link #prepare} of all roles and after all APIs are written: sets the permissions. */
    void write(RoleDefinition definition, String at) {
        DraftRole role = roles.ofRealm(definition.name()).orElseThrow();
        if (definition.permissions() != null) {
            permissions(role, definition.permissions(), at + "/permissions");
        }
    }

    private DraftRole create(RoleDefinition definition) {
        DraftRole role = DraftRole.made(null, definition.name(), null);
        roles.put(role);
        changes.create(Kind.ROLE, definition.name(), role.creation());
        return role;
    }

    private void rename(RoleDefinition definition, String at) {
        Optional<DraftRole> old = Optional.ofNullable(definition.renamedFrom()).flatMap(roles::ofRealm);
        if (old.isEmpty()) {
            return;
        }
        checkOrdinary(old.get(), at + "/renamedFrom");
        if (administrative.isKeycloaks(old.get())) {
            problems.conflict(
                    at + "/renamedFrom",
                    "\"" + old.get().name()
                            + "\" is one of Keycloak's own roles, which keeps its name. Leave this field out.");
        }
        String from = old.get().name();
        if (roles.ofRealm(definition.name()).isPresent()) {
            problems.conflict(
                    at + "/renamedFrom",
                    "There are both \"" + from + "\" and \"" + definition.name()
                            + "\". Delete one of them, or leave this field out.");
            return;
        }
        changes.rename(Kind.ROLE, from, definition.name(), roles.rename(old.get(), definition.name()));
    }

    private void permissions(DraftRole role, Map<String, List<String>> byApi, String at) {
        Set<DraftRole> wanted = new LinkedHashSet<>();
        List<DraftRole> is = List.copyOf(role.parts());
        byApi.forEach((clientId, names) -> {
            String where = at + "/" + pointerToken(clientId);
            draft.client(clientId)
                    .ifPresentOrElse(
                            api -> wanted.addAll(permissions(api, names, is, where)),
                            () -> problems.unknownClient(where, clientId));
        });
        wanted.stream().filter(permission -> !is.contains(permission)).forEach(permission -> {
            changes.add(Kind.ROLE, role.name(), PERMISSIONS, permission.label(), role.add(permission));
            changes.concerns(permission.withParts());
        });
        is.stream().filter(part -> isSaid(part) && !wanted.contains(part)).forEach(permission -> {
            changes.remove(Kind.ROLE, role.name(), PERMISSIONS, permission.label(), role.remove(permission));
            changes.concerns(permission.withParts());
        });
    }

    /**
     * @return whether the role is removed if the definition does not list it: it can be named, and it is a permission
     *     or was one until this run
     */
    private boolean isSaid(DraftRole part) {
        return part.isExpressible() && (draft.isPermission(part) || part.client() != null && roles.wasRequired(part));
    }

    private Set<DraftRole> permissions(DraftClient api, List<String> names, List<DraftRole> is, String at) {
        Set<DraftRole> permissions = new LinkedHashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            String where = at + "/" + i;
            roles.of(api, name)
                    .ifPresentOrElse(
                            permission -> {
                                checkOrdinary(permission, where);
                                if (!is.contains(permission)) {
                                    checkPermission(permission, where);
                                }
                                permissions.add(permission);
                            },
                            () -> problems.unknown(
                                    where,
                                    api.clientId(),
                                    "\"" + api.clientId() + "\" has no permission \"" + name + "\"."));
        }
        return permissions;
    }

    /**
     * Reports a role that is not a permission because no scope requires it: it would be missing when the definition is
     * read back. A role that is already contained may stay.
     */
    private void checkPermission(DraftRole role, String at) {
        if (!draft.isPermission(role)) {
            problems.unknown(
                    at,
                    role.ownClient().clientId(),
                    "\"" + role.name() + "\" is a role of client \""
                            + role.ownClient().clientId()
                            + "\", and no permission: no scope of an API requires it. Define one that does, or give the"
                            + " role in the admin console.");
        }
    }

    private void checkOrdinary(DraftRole role, String at) {
        if (administrative.contains(role)) {
            problems.conflict(
                    at,
                    "\"" + role.name()
                            + "\" is a role for administrators of Keycloak. Manage it in the admin console.");
        }
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /** @return the name as a reference token of a JSON pointer (RFC 6901 §3) */
    static String pointerToken(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
