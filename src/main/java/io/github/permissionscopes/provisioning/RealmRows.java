package io.github.permissionscopes.provisioning;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.server.CompositeRoles;
import io.github.permissionscopes.server.Database;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.keycloak.models.KeycloakSession;

/**
 * The database rows from which a draft is built. They are read by a fixed number of queries, however large the realm
 * is, and fill neither Keycloak's caches nor Hibernate's persistence context.
 *
 * <p>A row may refer to an object that another transaction has deleted in the meantime; a draft leaves it out.
 */
record RealmRows(
        String realmName,
        List<Object[]> clients,
        List<Object[]> clientAttributes,
        List<Object[]> roles,
        List<Object[]> definedRoles,
        List<Object[]> parts,
        List<Object[]> scopes,
        List<Object[]> scopeAttributes,
        List<Object[]> mappings,
        List<Object[]> assignments,
        List<Object[]> realmAssignments,
        List<Object[]> groups,
        List<Object[]> definedGroups,
        List<Object[]> groupRoles) {

    private static final String CLIENTS = "select client.id, client.clientId, client.name, client.protocol,"
            + " client.bearerOnly, client.registrationToken from ClientEntity client where client.realmId = :realm";

    private static final String CLIENT_ATTRIBUTES = "select attribute.client.id, attribute.name, attribute.value"
            + " from ClientAttributeEntity attribute where attribute.client.realmId = :realm and attribute.name in ('"
            + PermissionScopes.DEFINED + "', '" + PermissionScopes.REFUSAL + "', '" + PermissionScopes.RESOURCE_URL
            + "', '" + PermissionScopes.DEFINED_NAME + "', '" + PermissionScopes.DEFINED_IDENTIFIER + "', '"
            + PermissionScopes.DEFINED_REFUSAL + "')";

    private static final String ROLES = "select role.id, role.clientId, role.name, role.description"
            + " from RoleEntity role where role.realmId = :realm";

    private static final String DEFINED_ROLES = "select attribute.role.id, attribute.value"
            + " from RoleAttributeEntity attribute where attribute.role.realmId = :realm and attribute.name = '"
            + PermissionScopes.DEFINED + "'";

    private static final String SCOPES = "select scope.id, scope.name, scope.protocol, scope.description"
            + " from ClientScopeEntity scope where scope.realmId = :realm order by scope.name";

    private static final String SCOPE_ATTRIBUTES = "select attribute.clientScope.id, attribute.name, attribute.value"
            + " from ClientScopeAttributeEntity attribute where attribute.clientScope.realmId = :realm";

    private static final String MAPPINGS = "select scope.id, role from ClientScopeEntity scope"
            + " join scope.scopeMappingIds role where scope.realmId = :realm";

    private static final String ASSIGNMENTS = "select mapping.clientScopeId, mapping.clientId, mapping.defaultScope"
            + " from ClientScopeClientMappingEntity mapping, ClientEntity client"
            + " where client.id = mapping.clientId and client.realmId = :realm";

    private static final String REALM_ASSIGNMENTS = "select mapping.clientScopeId, mapping.defaultScope"
            + " from DefaultClientScopeRealmMappingEntity mapping where mapping.realm.id = :realm";

    /** Type 0 is a realm's group. An organization's group does not give roles to its members. */
    private static final String GROUPS = "select grp.id, grp.parentId, grp.name from GroupEntity grp"
            + " where grp.realm = :realm and grp.type = 0 order by grp.name";

    private static final String DEFINED_GROUPS = "select attribute.group.id, attribute.value"
            + " from GroupAttributeEntity attribute where attribute.group.realm = :realm and attribute.name = '"
            + PermissionScopes.DEFINED + "'";

    private static final String GROUP_ROLES = "select mapping.group.id, mapping.roleId"
            + " from GroupRoleMappingEntity mapping where mapping.group.realm = :realm";

    static RealmRows read(KeycloakSession session) {
        EntityManager entities = Database.of(session);
        String realm = session.getContext().getRealm().getId();
        return new RealmRows(
                session.getContext().getRealm().getName(),
                read(entities, CLIENTS, realm),
                read(entities, CLIENT_ATTRIBUTES, realm),
                read(entities, ROLES, realm),
                read(entities, DEFINED_ROLES, realm),
                CompositeRoles.parts(entities, realm),
                read(entities, SCOPES, realm),
                read(entities, SCOPE_ATTRIBUTES, realm),
                read(entities, MAPPINGS, realm),
                read(entities, ASSIGNMENTS, realm),
                read(entities, REALM_ASSIGNMENTS, realm),
                read(entities, GROUPS, realm),
                read(entities, DEFINED_GROUPS, realm),
                read(entities, GROUP_ROLES, realm));
    }

    private static List<Object[]> read(EntityManager entities, String query, String realm) {
        return entities.createQuery(query, Object[].class)
                .setParameter("realm", realm)
                .getResultList();
    }
}
