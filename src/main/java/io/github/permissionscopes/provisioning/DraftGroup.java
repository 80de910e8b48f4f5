package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.config.PermissionScopes;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.GroupModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** A group of a draft, with its parent, its subgroups and its realm and client roles. */
final class DraftGroup {

    private final String id;
    private final String name;
    private final @Nullable DraftGroup parent;
    private boolean defined;
    private final Map<String, DraftGroup> children = new LinkedHashMap<>();
    private final Set<DraftRole> roles = new LinkedHashSet<>();

    /** @param parent the parent; {@link #top} for a top-level group */
    DraftGroup(String id, String name, @Nullable DraftGroup parent) {
        this.id = id;
        this.name = name;
        this.parent = parent;
        if (parent != null) {
            parent.children.putIfAbsent(name, this);
        }
    }

    /** Creates the virtual parent of the top-level groups. */
    static DraftGroup top() {
        return new DraftGroup("", "", null);
    }

    /** Creates a group that does not exist in the realm yet. */
    static DraftGroup made(String name, DraftGroup parent) {
        DraftGroup group = new DraftGroup(KeycloakModelUtils.generateId(), name, parent);
        group.defined = true;
        return group;
    }

    Action creation() {
        DraftGroup above = Objects.requireNonNull(parent, name);
        return target -> {
            GroupModel group = above.parent == null
                    ? target.realm().createGroup(id, name)
                    : target.realm().createGroup(id, name, above.in(target));
            group.setSingleAttribute(PermissionScopes.DEFINED, "true");
        };
    }

    /** @return Keycloak's object for this group */
    GroupModel in(Target target) {
        return target.group(id, path());
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    /** @return the parent; null for {@link #top} */
    @Nullable
    DraftGroup parent() {
        return parent;
    }

    String path() {
        return parent == null ? "" : parent.path() + "/" + name;
    }

    Optional<DraftGroup> child(String childName) {
        return Optional.ofNullable(children.get(childName));
    }

    Collection<DraftGroup> children() {
        return children.values();
    }

    /** @return whether a definition has created it */
    boolean isMade() {
        return defined;
    }

    /** Called while the draft is built. */
    void markMade() {
        defined = true;
    }

    Set<DraftRole> roles() {
        return roles;
    }

    /** Gives the role to the group. Call it only through {@link DraftRoles}, which also knows the groups of a role. */
    Action give(DraftRole role) {
        roles.add(role);
        return target -> in(target).grantRole(role.in(target));
    }

    /** Removes a role that is being deleted. */
    void hasNoMore(DraftRole role) {
        roles.remove(role);
    }
}
