package io.github.permissionscopes.lifecycle;

import com.google.auto.service.AutoService;
import io.github.permissionscopes.server.Database;
import jakarta.persistence.EntityManager;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RealmProvider;
import org.keycloak.models.RealmProviderFactory;
import org.keycloak.models.jpa.JpaRealmProvider;
import org.keycloak.models.jpa.JpaRealmProviderFactory;
import org.keycloak.models.jpa.RealmAdapter;
import org.keycloak.models.jpa.entities.RealmEntity;

/**
 * Replaces Keycloak's database provider for realms, so that a realm's switch keeps its settings. Keycloak's cache calls
 * it only to load or write a realm, so token requests do not reach it.
 *
 * <p>There is no other place: Keycloak 26.0 has no event for writing a required action.
 */
// Neither AutoService nor a service file can name the type parameter of RealmProviderFactory.
@SuppressWarnings("rawtypes")
@AutoService(RealmProviderFactory.class)
public final class SettingsKeepingRealmsFactory extends JpaRealmProviderFactory {

    private static final Logger LOG = Logger.getLogger(SettingsKeepingRealmsFactory.class);
    private static final AtomicBoolean WARNED = new AtomicBoolean();

    private static final int ORDER = 100;

    /** Returns a {@code JpaRealmProvider}, to which Keycloak's factory casts the result. */
    @Override
    public JpaRealmProvider create(KeycloakSession session) {
        EntityManager entities = Database.of(session);
        try {
            return (JpaRealmProvider) keeping(session, entities);
        } catch (LinkageError e) {
            warnOnce(e);
            return super.create(session);
        }
    }

    /**
     * Returns the interface, so that the class is loaded when this is called, and not when the factory's code is
     * verified (JVMS 4.10.1).
     */
    private static RealmProvider keeping(KeycloakSession session, EntityManager entities) {
        return new JpaRealmProvider(session, entities, null, null) {
            @Override
            public @Nullable RealmModel getRealm(String id) {
                RealmEntity realm = entities.find(RealmEntity.class, id);
                return realm == null ? null : keeping(session, entities, realm);
            }
        };
    }

    private static RealmModel keeping(KeycloakSession session, EntityManager entities, RealmEntity realm) {
        try {
            return new SettingsKeepingRealm(session, entities, realm);
        } catch (LinkageError e) {
            warnOnce(e);
            return new RealmAdapter(session, entities, realm);
        }
    }

    /** This Keycloak has other classes than those that the product was built for; it continues without this feature. */
    private static void warnOnce(LinkageError e) {
        if (WARNED.compareAndSet(false, true)) {
            LOG.warn(
                    "This Keycloak stores realms in another way than those that Permission Scopes knows: the console's switch"
                            + " of the required action empties its settings",
                    e);
        }
    }

    @Override
    public int order() {
        return ORDER;
    }
}
