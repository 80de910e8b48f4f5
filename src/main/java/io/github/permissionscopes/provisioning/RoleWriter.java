package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.definition.RoleDefinition;
import io.github.permissionscopes.provisioning.Change.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes realm roles and the permissions in them. */
final class RoleWriter {

    private static final String PERMISSIONS = "permissions";

    private final Draft draft;
    private final Changes changes;
    private final Problems problems;
    private final AdministrativeRoles administrative;

    RoleWriter(Run run) {
        this.draft = run.draft();
        this.changes = run.changes();
        this.problems = run.problems();
        this.administrative = new AdministrativeRoles(draft);
    }

    /**
     * Makes what other definitions may name: the role, but not yet what is in it.
     *
     * @param at JSON pointer to the definition
     */
    void prepare(RoleDefinition definition, String at) {
        rename(definition, at);
        DraftRole role = draft.realmRole(definition.name()).orElseGet(() -> create(definition));
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

    /** After {@link #prepare}. */
    void write(RoleDefinition definition, String at) {
        DraftRole role = draft.realmRole(definition.name()).orElseThrow();
        if (definition.permissions() != null) {
            permissions(role, definition.permissions(), at + "/permissions");
        }
    }

    private DraftRole create(RoleDefinition definition) {
        DraftRole role = DraftRole.made(null, definition.name(), null);
        draft.put(role);
        changes.create(Kind.ROLE, definition.name(), role.creation());
        return role;
    }

    private void rename(RoleDefinition definition, String at) {
        Optional<DraftRole> old = Optional.ofNullable(definition.renamedFrom()).flatMap(draft::realmRole);
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
        if (draft.realmRole(definition.name()).isPresent()) {
            problems.conflict(
                    at + "/renamedFrom",
                    "There are both \"" + from + "\" and \"" + definition.name()
                            + "\". Delete one of them, or leave this field out.");
            return;
        }
        changes.rename(Kind.ROLE, from, definition.name(), draft.rename(old.get(), definition.name()));
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
     * @return whether leaving it out takes it out: it is a permission, or was one until this run, and could be named
     */
    private boolean isSaid(DraftRole part) {
        return part.isExpressible() && (draft.isPermission(part) || part.client() != null && part.wasRequired());
    }

    private Set<DraftRole> permissions(DraftClient api, List<String> names, List<DraftRole> is, String at) {
        Set<DraftRole> permissions = new LinkedHashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            String where = at + "/" + i;
            api.role(name)
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
     * One that no scope requires could not be read again, nor made in another realm. What is in the role already may
     * stay.
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

    /** RFC 6901 §3. */
    static String pointerToken(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
