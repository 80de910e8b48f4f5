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

/** A role of a draft, with all that it is in: composites, groups, and the client scopes that require it. */
final class DraftRole {

    /** By label, since what is stored has no order. */
    static final Comparator<DraftRole> ORDER = Comparator.comparing(DraftRole::label);

    private final String id;
    private final @Nullable DraftClient client;
    private String name;
    private @Nullable String description;
    private boolean defined;
    private boolean wasRequired;
    private final Set<DraftRole> parts = new LinkedHashSet<>();
    private final Set<DraftRole> wholes = new LinkedHashSet<>();
    private final Set<DraftGroup> groups = new LinkedHashSet<>();
    private final Set<DraftScope> scopes = new LinkedHashSet<>();

    DraftRole(String id, @Nullable DraftClient client, String name, @Nullable String description) {
        this.id = id;
        this.client = client;
        this.name = name;
        this.description = description;
        if (client != null) {
            client.has(this);
        }
    }

    /** A role that is not there yet. */
    static DraftRole made(@Nullable DraftClient client, String name, @Nullable String description) {
        DraftRole role = new DraftRole(KeycloakModelUtils.generateId(), client, name, description);
        role.defined = true;
        return role;
    }

    /** As it is now, and without what it is in. */
    Action creation() {
        String first = name;
        String text = description;
        return target -> {
            RoleModel role = client == null
                    ? target.realm().addRole(id, first)
                    : target.client(client).addRole(id, first);
            role.setSingleAttribute(PermissionScopes.DEFINED, "true");
            if (text != null) {
                role.setDescription(text);
            }
        };
    }

    String id() {
        return id;
    }

    /** @return null for a realm role; {@link #ownClient} is for where it is none */
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

    /** @return the role's name, of a client role behind its client's ID */
    String label() {
        return client == null ? name : client.clientId() + "/" + name;
    }

    @Nullable
    String description() {
        return description;
    }

    /** @return whether a definition has made it */
    boolean isMade() {
        return defined;
    }

    /** As it is read. */
    void markMade() {
        defined = true;
    }

    Set<DraftRole> parts() {
        return parts;
    }

    /** @return the composites that it is in */
    Set<DraftRole> wholes() {
        return wholes;
    }

    /** @return the groups that give it to their members */
    Set<DraftGroup> groups() {
        return groups;
    }

    /** @return the client scopes that it is mapped to, of whichever protocol */
    Set<DraftScope> scopes() {
        return scopes;
    }

    /** Called by a scope that does not require it any more. */
    void isNotRequiredBy(DraftScope scope) {
        scopes.remove(scope);
        wasRequired |= scope.isDefinable();
    }

    /** @return whether a scope has required it until this run */
    boolean wasRequired() {
        return wasRequired;
    }

    /** @return whether a definition can name it */
    boolean isExpressible() {
        return Expressible.isName(name) && (client == null || client.isExpressible());
    }

    /** @return it, and all that it contains */
    Set<DraftRole> withParts() {
        return reached(DraftRole::parts);
    }

    /** @return it, and all that contains it */
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

    Action rename(String wanted) {
        if (client != null) {
            client.hasNoMore(this);
        }
        name = wanted;
        if (client != null) {
            client.has(this);
        }
        return target -> RoleRename.rename(target.session(), target.realm(), target.role(this), wanted);
    }

    Action setDescription(@Nullable String wanted) {
        description = wanted;
        return target -> target.role(this).setDescription(wanted);
    }

    Action add(DraftRole part) {
        parts.add(part);
        part.wholes.add(this);
        return target -> target.role(this).addCompositeRole(target.role(part));
    }

    Action remove(DraftRole part) {
        parts.remove(part);
        part.wholes.remove(this);
        return target -> target.role(this).removeCompositeRole(target.role(part));
    }

    /** Of a client role, which is taken out of all that it is in. */
    Action delete() {
        vanish();
        return target -> target.client(ownClient()).removeRole(target.role(this));
    }

    /** With its client, for example. */
    void vanish() {
        parts.forEach(part -> part.wholes.remove(this));
        wholes.forEach(whole -> whole.parts.remove(this));
        groups.forEach(group -> group.hasNoMore(this));
        List.copyOf(scopes).forEach(scope -> scope.unmap(this));
        ownClient().hasNoMore(this);
    }
}
