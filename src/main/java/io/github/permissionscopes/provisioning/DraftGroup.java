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

/** A group of a draft. */
final class DraftGroup {

    private final String id;
    private final String name;
    private final @Nullable DraftGroup parent;
    private boolean defined;
    private final Map<String, DraftGroup> children = new LinkedHashMap<>();
    private final Set<DraftRole> roles = new LinkedHashSet<>();

    /** @param parent {@link #top} for a group that has none above it */
    DraftGroup(String id, String name, @Nullable DraftGroup parent) {
        this.id = id;
        this.name = name;
        this.parent = parent;
        if (parent != null) {
            parent.children.putIfAbsent(name, this);
        }
    }

    /** What the groups without parent are in; no group itself. */
    static DraftGroup top() {
        return new DraftGroup("", "", null);
    }

    /** A group that is not there yet. */
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
                    : target.realm().createGroup(id, name, target.group(above));
            group.setSingleAttribute(PermissionScopes.DEFINED, "true");
        };
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    /** @return null for {@link #top} */
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

    /** @return whether a definition has made it */
    boolean isMade() {
        return defined;
    }

    /** As it is read. */
    void markMade() {
        defined = true;
    }

    Set<DraftRole> roles() {
        return roles;
    }

    Action give(DraftRole role) {
        roles.add(role);
        role.groups().add(this);
        return target -> target.group(this).grantRole(target.role(role));
    }

    /** Called by the role, where it goes. */
    void hasNoMore(DraftRole role) {
        roles.remove(role);
    }
}
