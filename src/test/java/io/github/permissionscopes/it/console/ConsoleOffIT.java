package io.github.permissionscopes.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.page.PageEntries;
import io.github.permissionscopes.it.support.server.ProductServer;
import org.junit.jupiter.api.Test;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.representations.idm.ComponentExportRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.realm.RealmBuilder;

/** A server without the feature for pages in the console. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ConsoleOffIT {

    /** Only for where the server is. */
    @InjectRealm
    ManagedRealm realm;

    @InjectNewRealms
    NewRealms realms;

    @Test
    void takesARealmOfAServerWithThePage() {
        RealmRepresentation file = DemoRealm.configure(
                        RealmBuilder.create().name("with-page").enabled(true))
                .build();
        ComponentExportRepresentation entry = new ComponentExportRepresentation();
        entry.setName(DemoRealm.CONTACTS_API);
        entry.setProviderId(PermissionScopes.PAGE_ID);
        entry.setConfig(new MultivaluedHashMap<>());
        entry.getConfig().putSingle("clientId", DemoRealm.CONTACTS_API);
        MultivaluedHashMap<String, ComponentExportRepresentation> components = new MultivaluedHashMap<>();
        components.add(PageEntries.TYPE, entry);
        file.setComponents(components);

        NewRealm made = realms.create(file);

        assertThat(made.admin().clients().exists(DemoRealm.CONTACTS_API)).isTrue();
        assertThat(new PageEntries(made.resource()).all()).isEmpty();
    }
}
