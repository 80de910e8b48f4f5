package io.github.permissionscopes.faults;

import java.util.Map;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.cache.CacheRealmProvider;
import org.keycloak.models.cache.infinispan.InfinispanCacheRealmProviderFactory;
import org.keycloak.models.cache.infinispan.RealmCacheSession;

/** Keycloak's realm cache, whose clients may fail when their scopes are read. */
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
        };
    }

    @Override
    public int order() {
        return ORDER;
    }
}
