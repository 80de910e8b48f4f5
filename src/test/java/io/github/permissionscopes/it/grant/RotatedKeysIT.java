package io.github.permissionscopes.it.grant;

import static io.github.permissionscopes.demo.DemoRealm.CONTACTS_API;
import static io.github.permissionscopes.it.support.check.Agreement.*;
import static io.github.permissionscopes.it.support.check.OneApi.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.permissionscopes.it.framework.*;
import io.github.permissionscopes.it.support.admin.*;
import io.github.permissionscopes.it.support.check.*;
import io.github.permissionscopes.it.support.client.*;
import io.github.permissionscopes.it.support.server.*;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.resource.ComponentsResource;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.representations.idm.ComponentRepresentation;
import org.keycloak.testframework.annotations.*;
import org.keycloak.testframework.injection.LifeCycle;
import org.keycloak.testframework.realm.ManagedRealm;

/**
 * What a login has granted stands under a seal of the realm's key, which an administrator changes while it is on its
 * way.
 */
@KeycloakIntegrationTest(config = ProductServer.class)
class RotatedKeysIT {

    private static final String KEYS = "org.keycloak.keys.KeyProvider";
    private static final String NEW_KEY = "new-key";

    @InjectRealm(config = OneApi.GrantsRealm.class, lifecycle = LifeCycle.METHOD)
    ManagedRealm realm;

    @InjectOAuthClient(value = EveryGrantClient.ID, confidential = true)
    OAuthClient client;

    @InjectRealmAdmin
    RealmAdmin admin;

    @Test
    void aDeviceCodeIsReadWithTheOldKey() {
        Device device = approvedWithoutDelete();
        rotate();

        assertThat(apiScopes(device.poll().scope())).containsExactly("read:contacts");
    }

    /** What was asked for does not take the place of what was granted. */
    @Test
    void aDeviceCodeIsWorthNothingWithoutTheOldKey() {
        Device device = approvedWithoutDelete();
        rotate();
        removeOldKeys();

        assertNoToken(device.poll(), "invalid_scope");
    }

    @Test
    void aRealmWithoutAKeyGetsOne() {
        removeOldKeys();

        assertThat(apiScopes(approvedWithoutDelete().poll().scope())).containsExactly("read:contacts");
    }

    @Test
    void aCodeAndWhatIsRefreshedAreReadWithTheOldKey() {
        var code = client.asking(OneApi.REQUEST)
                .with("resource", CONTACTS.audience())
                .as(DORA)
                .login();
        rotate();

        TokenAnswer tokens = client.exchange(code);

        CONTACTS.assertToken(tokens, CONTACTS_SCOPES);
        CONTACTS.assertToken(client.refresh(tokens), CONTACTS_SCOPES);
    }

    /** Anna may not have it while she approves. */
    private Device approvedWithoutDelete() {
        Device device = client.asking(CONTACTS_REQUEST).device();
        device.verify("anna").accept();
        admin.give("anna", CONTACTS_API, "delete:contacts");
        return device;
    }

    private void rotate() {
        ComponentRepresentation key = new ComponentRepresentation();
        key.setName(NEW_KEY);
        key.setProviderType(KEYS);
        key.setProviderId("hmac-generated");
        MultivaluedHashMap<String, String> config = new MultivaluedHashMap<>();
        config.putSingle("priority", "1000");
        config.putSingle("algorithm", "HS512");
        key.setConfig(config);
        components().add(key).close();
    }

    private void removeOldKeys() {
        components().query(null, KEYS).stream()
                .filter(key -> "HS512".equals(key.getConfig().getFirst("algorithm")))
                .filter(key -> !NEW_KEY.equals(key.getName()))
                .forEach(key -> components().component(key.getId()).remove());
    }

    private ComponentsResource components() {
        return realm.admin().components();
    }
}
