package io.github.permissionscopes.it.support.admin;

import jakarta.ws.rs.core.Response;
import java.util.List;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.OrganizationResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.OrganizationDomainRepresentation;
import org.keycloak.representations.idm.OrganizationRepresentation;

/** Organizations of a realm, which stay. */
public final class Organizations {

    private Organizations() {}

    /** @param members names of users */
    public static void create(RealmResource realm, String alias, String... members) {
        OrganizationRepresentation organization = new OrganizationRepresentation();
        organization.setName(alias);
        organization.setAlias(alias);
        organization.addDomain(new OrganizationDomainRepresentation(alias + ".example"));
        try (Response created = realm.organizations().create(organization)) {
            OrganizationResource resource = realm.organizations().get(CreatedResponseUtil.getCreatedId(created));
            RealmAdmin admin = new RealmAdmin(realm);
            for (String member : List.of(members)) {
                resource.members()
                        .addMember(admin.user(member).toRepresentation().getId())
                        .close();
            }
        }
    }
}
