package io.github.permissionscopes.it.server;

import static io.github.permissionscopes.it.support.check.Answers.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.realm.*;
import io.github.permissionscopes.it.support.server.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;

/** A realm that is exported from one server and imported into another. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ExportedRealmIT {

    private static final String BUNDLE = SalesBundle.YAML;

    @InjectRealm(config = TestRealm.class, lifecycle = LifeCycle.METHOD)
    ManagedRealm realm;

    @InjectAdministration
    Administration rest;

    @Test
    @ResourceLock(StandaloneTest.SERVERS)
    void aRealmThatIsExportedAndImportedIntoAFreshServerNeedsNoChange() throws Exception {
        rest.apply(BUNDLE);
        RealmRepresentation export = realm.admin().partialExport(true, true);
        JsonNode apis = rest.get("apis").body();

        try (StandaloneServer fresh = TestServers.standalone("round-trip")) {
            fresh.deploy(TestServers.productJar());
            fresh.reset(export);
            TestServers.start(fresh);
            try (Keycloak keycloak = fresh.admin()) {
                Administration there = new Administration(
                        fresh.url() + "/realms/" + export.getRealm(), keycloak.tokenManager()::getAccessTokenString);

                assertThat(lines(there.plan(BUNDLE))).isEmpty();
                assertThat(there.get("apis").body()).isEqualTo(apis);
            }
        }
    }
}
