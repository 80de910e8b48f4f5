package io.github.permissionscopes.rest;

import io.github.permissionscopes.definition.Bundle;
import io.github.permissionscopes.definition.Written;
import io.github.permissionscopes.provisioning.ApiReader;
import io.github.permissionscopes.provisioning.Definitions;
import io.github.permissionscopes.provisioning.Plan;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.KeycloakSession;

/**
 * The REST calls {@code plan}, {@code apply} and {@code bundle}, which concern APIs, roles and groups of the realm
 * together.
 */
final class BundleResource {

    private final KeycloakSession session;
    private final Administrator administrator;

    BundleResource(KeycloakSession session, Administrator administrator) {
        this.session = session;
        this.administrator = administrator;
    }

    Response read() {
        administrator
                .require(AdminRoles.VIEW_CLIENTS, AdminRoles.VIEW_REALM)
                .requireRole(AdminRoles.VIEW_CLIENTS, AdminRoles.MANAGE_CLIENTS);
        // Keycloak does not list groups with the role query-groups alone either.
        boolean withGroups = administrator.rights().hasOneRole(AdminRoles.VIEW_USERS, AdminRoles.MANAGE_USERS);
        return Response.ok(Json.write(new ApiReader(session).bundle(withGroups)))
                .build();
    }

    /** Requires the right to see users, because a plan names them. */
    Response plan(InputStream body) {
        administrator
                .require(AdminRoles.VIEW_CLIENTS, AdminRoles.VIEW_REALM, AdminRoles.VIEW_USERS)
                .requireRole(AdminRoles.VIEW_CLIENTS, AdminRoles.MANAGE_CLIENTS)
                .requireRole(AdminRoles.VIEW_USERS, AdminRoles.MANAGE_USERS);
        Written<Bundle> written = RequestBody.written(session, body, Bundle.class);
        return answer(RequestBody.orProblem(() -> new Definitions(session).plan(written)));
    }

    Response apply(InputStream body) {
        administrator.require(AdminRoles.MANAGE_CLIENTS).requireRole(AdminRoles.MANAGE_CLIENTS);
        Written<Bundle> written = RequestBody.written(session, body, Bundle.class);
        Bundle bundle = written.value();
        administrator.require(rolesFor(bundle).toArray(String[]::new));
        MappingRights mappings =
                new MappingRights(administrator, session.getContext().getRealm());
        bundle.apis().stream().filter(Objects::nonNull).forEach(mappings::require);
        return answer(RequestBody.orProblem(
                () -> new Definitions(session).apply(written, administrator.event(OperationType.UPDATE, "bundle"))));
    }

    /** The administrative roles that Keycloak itself demands for changing realm roles and groups. */
    private static List<String> rolesFor(Bundle bundle) {
        List<String> roles = new ArrayList<>(List.of(AdminRoles.MANAGE_CLIENTS));
        if (!bundle.roles().isEmpty()) {
            roles.add(AdminRoles.MANAGE_REALM);
        }
        if (!bundle.groups().isEmpty()) {
            roles.add(AdminRoles.MANAGE_USERS);
        }
        return roles;
    }

    private static Response answer(Plan plan) {
        return Response.ok(Json.write(plan)).build();
    }
}
