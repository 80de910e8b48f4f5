package io.github.permissionscopes.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.ClientModel;
import org.keycloak.models.cache.CachedRealmModel;

/** Every token request reads the settings: what they cost is counted here. */
class KnownClientsTest {

    private final Set<String> clients = new HashSet<>(Set.of("contacts-api", "events-api"));
    private final List<String> lookUps = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "contacts-api,events-api",
                "contacts-api, events-api",
                "contacts-api events-api",
                "contacts-api##events-api"
            })
    void noClientThatIsNotThereIsLookedUpTwice(String setting) {
        CachedRealmModel realm = cached();
        assertThat(read(realm, setting)).containsExactly("contacts-api", "events-api");
        lookUps.clear();

        assertThat(read(realm, setting)).containsExactly("contacts-api", "events-api");

        assertThat(lookUps).as("Keycloak has these in its cache").allMatch(clients::contains);
    }

    @Test
    void aClientThatGoesIsNoticed() {
        CachedRealmModel realm = cached();
        clients.add("my, api");
        assertThat(read(realm, "my, api")).containsExactly("my, api");

        clients.remove("my, api");

        assertThat(read(realm, "my, api")).containsExactly("my", "api");
    }

    /** The realm is read anew then, since the setting is written anew. */
    @Test
    void nothingIsRememberedOfARealmThatIsReadAnew() {
        assertThat(read(cached(), "my, api")).containsExactly("my", "api");
        clients.add("my, api");

        assertThat(read(cached(), "my, api")).containsExactly("my, api");
    }

    private static Set<String> read(CachedRealmModel realm, String setting) {
        return NameList.parse(setting, clientId -> KnownClients.exists(realm, clientId))
                .names();
    }

    private CachedRealmModel cached() {
        ConcurrentHashMap<Object, Object> with = new ConcurrentHashMap<>();
        return (CachedRealmModel) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {CachedRealmModel.class}, (realm, method, arguments) -> {
                    if (method.getName().equals("getCachedWith")) {
                        return with;
                    }
                    String clientId = (String) arguments[0];
                    lookUps.add(clientId);
                    return clients.contains(clientId) ? client() : null;
                });
    }

    private ClientModel client() {
        return (ClientModel) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ClientModel.class}, (client, method, arguments) -> null);
    }
}
