package io.github.permissionscopes.it.admin;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.AdminRoles;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;

/** A role lets its administrator make the calls that it lets them make at Keycloak, and no others. */
@KeycloakIntegrationTest(config = ProductServer.class)
class AdministratorRolesIT {

    @InjectRealm(config = AdministeredRealm.class)
    ManagedRealm realm;

    @InjectRealmAdmin
    RealmAdmin admin;

    @InjectAdministrators
    Administrators administrators;

    /** Each role alone: what it lets somebody do at Keycloak, it lets them do here, and no more. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                AdminRoles.VIEW_CLIENTS,
                AdminRoles.MANAGE_CLIENTS,
                AdminRoles.QUERY_CLIENTS,
                AdminRoles.VIEW_USERS,
                AdminRoles.MANAGE_USERS,
                AdminRoles.QUERY_USERS,
                AdminRoles.VIEW_REALM,
                AdminRoles.MANAGE_REALM,
                AdminRoles.VIEW_EVENTS,
                AdminRoles.MANAGE_EVENTS,
                AdminRoles.MANAGE_AUTHORIZATION,
                AdminRoles.IMPERSONATION
            })
    void aRoleLetsInWhereItDoesAtKeycloak(String role) {
        AdministrativeCall.assertSame(admin, administrators.with(role));
    }

    @Test
    void twoRolesLetInWhereTheyDoAtKeycloak() {
        AdministrativeCall.assertSame(admin, administrators.with(AdminRoles.MANAGE_CLIENTS, AdminRoles.MANAGE_REALM));
        AdministrativeCall.assertSame(admin, administrators.with(AdminRoles.MANAGE_CLIENTS, AdminRoles.MANAGE_USERS));
        AdministrativeCall.assertSame(admin, administrators.with(AdminRoles.VIEW_CLIENTS, AdminRoles.VIEW_USERS));
    }
}
