package io.github.permissionscopes.it.support.admin;

import java.util.Set;
import org.keycloak.admin.client.resource.AuthorizationResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ManagementPermissionRepresentation;
import org.keycloak.representations.idm.authorization.ClientPolicyRepresentation;
import org.keycloak.representations.idm.authorization.ResourceRepresentation;
import org.keycloak.representations.idm.authorization.ScopePermissionRepresentation;
import org.keycloak.representations.idm.authorization.ScopeRepresentation;

/**
 * That a client may exchange tokens of an identity provider: what the legacy exchange asks for in the first version of
 * the fine-grained admin permissions. Keycloak's Java client has no method for it, so the objects are made one by one.
 */
public final class ExchangePermission {

    private static final String EXCHANGE = "token-exchange";

    private ExchangePermission() {}

    public static void give(RealmResource realm, String clientId, String identityProvider) {
        RealmAdmin admin = new RealmAdmin(realm);
        String provider = realm.identityProviders()
                .get(identityProvider)
                .toRepresentation()
                .getInternalId();
        // Makes the realm's management client a resource server, with the scope that is used here.
        admin.client(clientId).setPermissions(new ManagementPermissionRepresentation(true));
        AuthorizationResource authorization = admin.client("realm-management").authorization();

        ResourceRepresentation resource = new ResourceRepresentation("idp.resource." + provider);
        resource.setType("IdentityProvider");
        resource.addScope(new ScopeRepresentation(EXCHANGE));
        authorization.resources().create(resource).close();

        ClientPolicyRepresentation policy = new ClientPolicyRepresentation();
        policy.setName("exchange by " + clientId + " at " + provider);
        policy.addClient(admin.client(clientId).toRepresentation().getId());
        authorization.policies().client().create(policy).close();

        ScopePermissionRepresentation permission = new ScopePermissionRepresentation();
        permission.setName(EXCHANGE + ".permission.idp." + provider);
        permission.setResources(Set.of(resource.getName()));
        permission.setScopes(Set.of(EXCHANGE));
        permission.setPolicies(Set.of(policy.getName()));
        authorization.permissions().scope().create(permission).close();
    }
}
