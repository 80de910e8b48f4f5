package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.definition.Expressible;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.RoleModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * A realm role or client role of a draft, with the roles that it contains and the composites that contain it. {@link
 * DraftRoles} knows the scopes and groups that refer to it.
 */
final class DraftRole {

    /** By label, since Keycloak stores roles without an order. */
    static final Comparator<DraftRole> ORDER = Comparator.comparing(DraftRole::label);

    private final String id;
    private final @Nullable DraftClient client;
    private String name;
    private @Nullable String description;
    private boolean defined;
    private boolean isNew;
    private final Set<DraftRole> parts = new LinkedHashSet<>();
    private final Set<DraftRole> wholes = new LinkedHashSet<>();

    DraftRole(String id, @Nullable DraftClient client, String name, @Nullable String description) {
        this.id = id;
        this.client = client;
        this.name = name;
        this.description = description;
    }

    /** Creates a role that does not exist in the realm yet. */
    static DraftRole made(@Nullable DraftClient client, String name, @Nullable String description) {
        DraftRole role = new DraftRole(KeycloakModelUtils.generateId(), client, name, description);
        role.defined = true;
        role.isNew = true;
        return role;
    }

    /** @return the action that creates the role with its present name, outside of all composites */
    Action creation() {
        String first = name;
        String text = description;
        return target -> {
            RoleModel role = client == null
                    ? target.realm().addRole(id, first)
                    : client.in(target).addRole(id, first);
            role.setSingleAttribute(PermissionScopes.DEFINED, "true");
            if (text != null) {
                role.setDescription(text);
            }
        };
    }

    /** @return Keycloak's object for this role */
    RoleModel in(Target target) {
        return target.role(id, label());
    }

    String id() {
        return id;
    }

    /** @return the client of a client role; null for a realm role */
    @Nullable
    DraftClient client() {
        return client;
    }

    DraftClient ownClient() {
        return Objects.requireNonNull(client, name);
    }

    String name() {
        return name;
    }

    /** @return the name of a realm role, or {@code client ID/name} of a client role */
    String label() {
        return client == null ? name : client.clientId() + "/" + name;
    }

    @Nullable
    String description() {
        return description;
    }

    /** @return whether the realm does not have it yet, so that nobody can */
    boolean isNew() {
        return isNew;
    }

    /** @return whether a definition has created it */
    boolean isMade() {
        return defined;
    }

    /** Called while the draft is built. */
    void markMade() {
        defined = true;
    }

    Set<DraftRole> parts() {
        return parts;
    }

    /** @return the composites that contain it */
    Set<DraftRole> wholes() {
        return wholes;
    }

    /** @return whether a definition can name it */
    boolean isExpressible() {
        return Expressible.isName(name) && (client == null || client.isExpressible());
    }

    /** @return the role and all roles that it contains, at any depth */
    Set<DraftRole> withParts() {
        return reached(DraftRole::parts);
    }

    /** @return the role and all composites that contain it, at any depth */
    Set<DraftRole> withWholes() {
        return reached(DraftRole::wholes);
    }

    private Set<DraftRole> reached(Function<DraftRole, Set<DraftRole>> next) {
        Set<DraftRole> reached = new LinkedHashSet<>(List.of(this));
        Deque<DraftRole> pending = new ArrayDeque<>(reached);
        while (!pending.isEmpty()) {
            next.apply(pending.pop()).stream().filter(reached::add).forEach(pending::push);
        }
        return reached;
    }

    /** Renames the role. Call it only through {@link DraftRoles}, which indexes roles by name. */
    Action rename(String wanted) {
        name = wanted;
        return target -> RoleRename.rename(target.session(), target.realm(), in(target), wanted);
    }

    Action setDescription(@Nullable String wanted) {
        description = wanted;
        return target -> in(target).setDescription(wanted);
    }

    Action add(DraftRole part) {
        parts.add(part);
        part.wholes.add(this);
        return target -> in(target).addCompositeRole(part.in(target));
    }

    Action remove(DraftRole part) {
        parts.remove(part);
        part.wholes.remove(this);
        return target -> in(target).removeCompositeRole(part.in(target));
    }

    /** Takes the role out of all composites. Call it only through {@link DraftRoles}. */
    void vanish() {
        parts.forEach(part -> part.wholes.remove(this));
        wholes.forEach(whole -> whole.parts.remove(this));
    }
}
