package io.github.permissionscopes.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.config.PermissionScopes;
import io.github.permissionscopes.demo.DemoRealm;
import io.github.permissionscopes.it.support.page.PageEntries;
import io.github.permissionscopes.it.support.server.ProductServer;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.representations.idm.ComponentExportRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.testframework.annotations.InjectAdminClient;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.RealmBuilder;

/** A server without the feature for pages in the console. */
@KeycloakIntegrationTest(config = ProductServer.class)
class ConsoleOffIT {

    @InjectAdminClient
    Keycloak keycloak;

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

        keycloak.realms().create(file);

        RealmResource realm = keycloak.realm("with-page");
        try {
            assertThat(realm.clients().findByClientId(DemoRealm.CONTACTS_API)).hasSize(1);
            assertThat(new PageEntries(realm).all()).isEmpty();
        } finally {
            realm.remove();
        }
    }
}
