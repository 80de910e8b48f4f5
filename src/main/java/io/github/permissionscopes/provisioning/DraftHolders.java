package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.decision.Match;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Computes which users may have the scopes of a draft: those who hold the required permissions, as the role itself or
 * through a composite, directly or through groups and their parents. {@code explain.Holders} answers the same for the
 * live realm.
 *
 * <p>The direct members of roles and groups are those of the realm, since definitions do not change users.
 */
final class DraftHolders {

    private final Members members;
    private final DraftRoles roles;
    private final Map<DraftRole, BitSet> byRole = new HashMap<>();
    private final Map<DraftRole, BitSet> own = new HashMap<>();
    private final Map<DraftGroup, BitSet> byGroup = new HashMap<>();

    /** @param roles the roles of the draft */
    DraftHolders(Members members, DraftRoles roles) {
        this.members = members;
        this.roles = roles;
    }

    /** @return the users who may have the scope; a new set at each call */
    BitSet of(DraftScope scope) {
        List<DraftRole> required = scope.roles();
        String lost = scope.attribute(PermissionScopes.LOST_ROLES);
        boolean all = scope.match() == Match.ALL;
        BitSet holders = new BitSet();
        if (required.isEmpty() || all && lost != null && !lost.isBlank()) {
            return holders;
        }
        holders.or(of(required.get(0)));
        for (DraftRole role : required.subList(1, required.size())) {
            if (all) {
                holders.and(of(role));
            } else {
                holders.or(of(role));
            }
        }
        return holders;
    }

    /** @return whether the scope is not protected, so that everybody may have it */
    static boolean isEverybodys(DraftScope scope) {
        return scope.roles().isEmpty() && !Boolean.parseBoolean(scope.attribute(PermissionScopes.PROTECTED));
    }

    private BitSet of(DraftRole permission) {
        BitSet known = byRole.get(permission);
        if (known == null) {
            Set<DraftRole> holding = permission.withWholes();
            known = new BitSet();
            for (DraftRole role : holding) {
                known.or(own(role));
            }
            byRole.put(permission, known);
        }
        return known;
    }

    private BitSet own(DraftRole role) {
        BitSet known = own.get(role);
        if (known == null) {
            known = (BitSet) members.of(role).clone();
            for (DraftGroup group : roles.groups(role)) {
                known.or(of(group));
            }
            own.put(role, known);
        }
        return known;
    }

    /** The members of a group and of its subgroups. */
    private BitSet of(DraftGroup group) {
        BitSet known = byGroup.get(group);
        if (known == null) {
            known = (BitSet) members.of(group).clone();
            for (DraftGroup child : group.children()) {
                known.or(of(child));
            }
            byGroup.put(group, known);
        }
        return known;
    }
}
