package io.github.permissionscopes.server;

import jakarta.persistence.EntityManager;
import java.util.List;

/** The composite roles of a realm, in one query; by Keycloak's model, each role costs one. */
public final class CompositeRoles {

    private static final String PARTS = "select part.parentRole.id, part.childRole.id from CompositeRoleEntity part"
            + " where part.parentRole.realmId = :realm";

    /** For servers without {@code CompositeRoleEntity} (26.0 to 26.4). */
    private static final String OLDER_PARTS = "select role.id, part.id from RoleEntity role join role.compositeRoles"
            + " part where role.realmId = :realm";

    private CompositeRoles() {}

    /** @return pairs of the ids of a composite and of a role that it contains directly, in no particular order */
    public static List<Object[]> parts(EntityManager entities, String realmId) {
        return entities.createQuery(hasEntity(entities) ? PARTS : OLDER_PARTS, Object[].class)
                .setParameter("realm", realmId)
                .getResultList();
    }

    private static boolean hasEntity(EntityManager entities) {
        return entities.getMetamodel().getEntities().stream()
                .anyMatch(entity -> entity.getName().equals("CompositeRoleEntity"));
    }
}
