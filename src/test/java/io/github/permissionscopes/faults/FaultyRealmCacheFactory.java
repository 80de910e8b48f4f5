package io.github.permissionscopes.faults;

import java.util.Map;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.cache.CacheRealmProvider;
import org.keycloak.models.cache.infinispan.InfinispanCacheRealmProviderFactory;
import org.keycloak.models.cache.infinispan.RealmCacheSession;

/** Keycloak's realm cache, whose clients are counted, and may fail when their scopes are read. */
public final class FaultyRealmCacheFactory extends InfinispanCacheRealmProviderFactory {

    private static final int ORDER = 100;

    @Override
    public CacheRealmProvider create(KeycloakSession session) {
        if (realmCache == null) {
            // Makes the cache, which is private otherwise.
            super.create(session);
        }
        return new RealmCacheSession(realmCache, session) {
            @Override
            public Map<String, ClientScopeModel> getClientScopes(
                    RealmModel realm, ClientModel client, boolean defaultScopes) {
                OrderedFault.onRead(session, client.getClientId());
                return super.getClientScopes(realm, client, defaultScopes);
            }

            @Override
            public ClientModel getClientById(RealmModel realm, String id) {
                return ClientReads.counted(realm, super.getClientById(realm, id));
            }

            @Override
            public ClientModel getClientByClientId(RealmModel realm, String clientId) {
                return ClientReads.counted(realm, super.getClientByClientId(realm, clientId));
            }

            @Override
            public Stream<ClientModel> getClientsStream(RealmModel realm) {
                return ClientReads.counted(realm, super.getClientsStream(realm));
            }

            @Override
            public Stream<ClientModel> getClientsStream(RealmModel realm, Integer first, Integer max) {
                return ClientReads.counted(realm, super.getClientsStream(realm, first, max));
            }

            @Override
            public Stream<ClientModel> searchClientsByClientIdStream(
                    RealmModel realm, String clientId, Integer first, Integer max) {
                return ClientReads.counted(realm, super.searchClientsByClientIdStream(realm, clientId, first, max));
            }

            @Override
            public Stream<ClientModel> searchClientsByAttributes(
                    RealmModel realm, Map<String, String> attributes, Integer first, Integer max) {
                return ClientReads.counted(realm, super.searchClientsByAttributes(realm, attributes, first, max));
            }
        };
    }

    @Override
    public int order() {
        return ORDER;
    }
}
